package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.BoundaryDistance;
import dev.quarry.evidence.InputGradients;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * In which direction of the input, and how fast, the answer about each candidate changes. Needs a learner through whose
 * models gradients flow.
 */
@AutoService(Part.class)
@Named(
        value = "input-gradients",
        summary =
                "How the input of each candidate would have to change to change its answer, by gradients through the model.",
        formula = "acquisition on ∇ₓ(ln p₁ − ln p₂) for every candidate x",
        cost = "one prediction and two backward passes of the pool",
        paper = "Ducoffe, Precioso. Adversarial active learning for deep networks: a margin based approach. 2018")
@Advice(
        use = "Distance to the border in the space of the input, for networks.",
        avoid =
                "Two backward passes of the pool per round, and one linear step that misleads where the network saturates.")
public record InputGradientsStrategy(
        @Help("what chooses by it") Acquisition<? super InputGradients> acquisition)
        implements Applied<InputGradients> {

    /** The distance to the boundary. */
    public InputGradientsStrategy() {
        this(new BoundaryDistance());
    }

    @Override
    public Demand<InputGradients> demand() {
        return new Demand.BoundaryGradients();
    }
}
