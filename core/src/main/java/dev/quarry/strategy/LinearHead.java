package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Badge;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * One pass of the task model together with its last layer: what would be answered elsewhere in the space of the
 * representation can be computed without another pass. Needs a learner whose models end in a linear layer.
 */
@AutoService(Part.class)
@Named(
        value = "linear-head",
        summary = "One pass of the task model and its last layer, for a learner whose models end in a linear one.",
        formula = "acquisition on p(x), h(x), W and b, where p(x) = softmax(W·h(x) + b)",
        cost = "one prediction of the pool",
        paper =
                "Ash, Zhang, Krishnamurthy, Langford, Agarwal. Deep batch active learning by diverse, uncertain gradient lower bounds. ICLR 2020")
@Advice(
        use =
                "For acquisitions that ask what the last layer would answer elsewhere: steps to a border, mixtures of representations.",
        avoid =
                "Only models that end in a linear layer have one; for trees, neighbours and kernel machines there is nothing to ask.")
public record LinearHead(@Help("what chooses by it") Acquisition<? super TaughtHead> acquisition)
        implements Applied<TaughtHead> {

    /** BADGE. */
    public LinearHead() {
        this(new Badge());
    }

    @Override
    public Demand<TaughtHead> demand() {
        return new Demand.LastLayer();
    }
}
