package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Galaxy;
import dev.quarry.evidence.FedPredictions;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * One pass of the task model, and answers while the batch is being chosen: each pick may depend on the label of the one
 * before, without another fit. Needs an oracle that answers at once, so it runs in a loop and not on files.
 */
@AutoService(Part.class)
@Named(
        value = "label-by-label",
        summary = "One pass of the task model, and the label of each pick before the next one is chosen.",
        formula = "acquisition on p(x) and h(x), and on y(s) of each pick s before the next",
        cost = "one prediction of the pool",
        paper = "Zhang, Katz-Samuels, Nowak. GALAXY: graph-based active learning at the extreme. ICML 2022")
@Advice(
        use =
                "Methods that search for a border by bisection, with somebody who answers at once: each answer steers the next pick of the same batch.",
        avoid =
                "Where answers come in batches, as from a crowd or overnight, there is nobody to ask while choosing. The model does not learn in between, so with an ordinary score it is deterministic at a higher price.")
public record LabelByLabel(@Help("what chooses by them") Acquisition<? super FedPredictions> acquisition)
        implements Applied<FedPredictions> {

    /** GALAXY. */
    public LabelByLabel() {
        this(new Galaxy());
    }

    @Override
    public Demand<FedPredictions> demand() {
        return new Demand.Answers();
    }
}
