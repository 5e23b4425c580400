package dev.quarry.learn.torch;

import com.google.auto.service.AutoService;
import dev.quarry.learn.Rules;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.torch.Optimiser;
import dev.quarry.torch.SgdRule;

/** Stochastic gradient descent with momentum. */
@AutoService(Part.class)
@Named(
        value = "sgd",
        summary = "Stochastic gradient descent with momentum.",
        formula = "b ← μ·b + g + λ·w, w ← w − η·b",
        cost = "one number for each parameter",
        paper = "Sutskever et al. On the importance of initialization and momentum. ICML 2013")
public record Sgd(
        @Help("η, how far a step goes, above 0") double learningRate,

        @Help("μ, how much of the last step goes on, in [0, 1)")
        double momentum,

        @Help("whether the step looks ahead to where the momentum leads")
        boolean nesterov,

        @Help("λ, how strongly weights are pulled to 0, at least 0")
        double weightDecay)
        implements Descent {

    /** States the rules. */
    public Sgd {
        Rules.positive("learning-rate", learningRate);
        Rules.fraction("momentum", momentum);
        Rules.notNegative("weight-decay", weightDecay);
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException(
                    "The momentum (0) leaves (nesterov: true) nothing to look ahead to. Maybe set (momentum: 0.9).");
        }
    }

    /** Learning rate 0.05, momentum 0.9 after Nesterov, weight decay 5e-4. */
    public Sgd() {
        this(0.05, 0.9, true, 5e-4);
    }

    @Override
    public Optimiser rule() {
        return new SgdRule(momentum, nesterov, weightDecay);
    }
}
