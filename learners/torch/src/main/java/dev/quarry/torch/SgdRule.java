package dev.quarry.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Stochastic gradient descent: {@code b ← μ·b + g + λ·w, w ← w − η·b}, or {@code w − η·(g + λ·w + μ·b)} after Nesterov, as
 * PyTorch defines it.
 *
 * @param momentum μ, in [0, 1)
 * @param nesterov whether the step looks ahead
 * @param weightDecay λ, at least 0
 */
public record SgdRule(double momentum, boolean nesterov, double weightDecay) implements Optimiser {

    @Override
    public int memories() {
        return momentum > 0 ? 1 : 0;
    }

    @Override
    public void step(Tensor parameters, Tensor gradients, Tensor[] memories, long step, double learningRate) {
        if (weightDecay > 0) {
            gradients.add_(parameters, new Scalar(weightDecay));
        }
        Tensor direction = gradients;
        if (momentum > 0) {
            memories[0].mul_(new Scalar(momentum)).add_(gradients);
            direction = nesterov ? gradients.add_(memories[0], new Scalar(momentum)) : memories[0];
        }
        parameters.add_(direction, new Scalar(-learningRate));
    }
}
