package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.ExpectedGradientLength;
import dev.quarry.evidence.GradientNorms;
import dev.quarry.evidence.Layers;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * How long the gradient of the loss of each candidate would be, for each supposed label. By the last layer it has a closed
 * form and works with every learner, one without a hidden layer having its features as input of the last; by all layers it
 * needs a learner through whose models gradients flow.
 */
@AutoService(Part.class)
@Named(
        value = "gradient-norms",
        summary = "How strongly each candidate would pull at the model, for each label that it might have.",
        formula = "acquisition on ‖∇ℓ(x, c)‖ for every candidate x and class c",
        cost = "one prediction of the pool for the last layer, C backward passes of it for all layers",
        paper = "Settles, Craven, Ray. Multiple-instance active learning. NIPS 2007")
@Advice(
        use =
                "How much a label would change the model: in closed form by the last layer with any learner, or by all layers of a network.",
        avoid =
                "All layers cost C backward passes of the pool. Long representations have long gradients, so outliers rank high.")
public record GradientNormsStrategy(
        @Help("by which parameters: of the last layer, or all")
        Layers layers,

        @Help("what chooses by them") Acquisition<? super GradientNorms> acquisition)
        implements Applied<GradientNorms> {

    /** Expected gradient length by the last layer. */
    public GradientNormsStrategy() {
        this(Layers.LAST, new ExpectedGradientLength());
    }

    @Override
    public Demand<GradientNorms> demand() {
        return new Demand.LossGradients(layers);
    }
}
