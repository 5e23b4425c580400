package dev.quarry.learn.torch;

import com.google.auto.service.AutoService;
import dev.quarry.learn.Rules;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.torch.AdamRule;
import dev.quarry.torch.Optimiser;

/** Adam, with β₁ 0.9 and β₂ 0.999. */
@AutoService(Part.class)
@Named(
        value = "adam",
        summary = "Gradient descent with a rate of its own for each weight, from running means of its gradients.",
        formula = "w ← w − η·m̂/(√v̂ + ε)",
        cost = "two numbers for each parameter",
        paper = "Kingma, Ba. Adam: a method for stochastic optimization. ICLR 2015")
public record Adam(
        @Help("η, how far a step goes, above 0") double learningRate,

        @Help("λ, how strongly weights are pulled to 0, at least 0")
        double weightDecay,

        @Help("whether the decay goes beside the gradient (AdamW) instead of into it")
        boolean decoupled)
        implements Descent {

    /** States the rules. */
    public Adam {
        Rules.positive("learning-rate", learningRate);
        Rules.notNegative("weight-decay", weightDecay);
    }

    /** Learning rate 0.001, no decay. */
    public Adam() {
        this(1e-3, 0, false);
    }

    @Override
    public Optimiser rule() {
        return new AdamRule(weightDecay, decoupled);
    }
}
