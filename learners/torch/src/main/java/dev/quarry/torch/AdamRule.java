package dev.quarry.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam with β₁ 0.9, β₂ 0.999, ε 1e-8, as PyTorch defines it. Kingma, Ba. <i>Adam.</i> ICLR 2015.
 *
 * @param weightDecay λ, at least 0
 * @param decoupled whether the decay shrinks the weights by itself, instead of going into the gradient. Loshchilov, Hutter.
 *     <i>Decoupled weight decay regularization.</i> ICLR 2019
 */
public record AdamRule(double weightDecay, boolean decoupled) implements Optimiser {

    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    @Override
    public int memories() {
        return 2;
    }

    @Override
    public void step(Tensor parameters, Tensor gradients, Tensor[] memories, long step, double learningRate) {
        if (decoupled) {
            parameters.mul_(new Scalar(1 - learningRate * weightDecay));
        } else if (weightDecay > 0) {
            gradients.add_(parameters, new Scalar(weightDecay));
        }
        Tensor mean = memories[0].mul_(new Scalar(BETA_1)).add_(gradients, new Scalar(1 - BETA_1));
        Tensor square = memories[1].mul_(new Scalar(BETA_2)).addcmul_(gradients, gradients, new Scalar(1 - BETA_2));
        double first = 1 - StrictMath.pow(BETA_1, (double) step);
        double second = 1 - StrictMath.pow(BETA_2, (double) step);
        Tensor deviation = square.sqrt().div_(new Scalar(Math.sqrt(second))).add_(new Scalar(EPSILON));
        parameters.addcdiv_(mean, deviation, new Scalar(-learningRate / first));
    }
}
