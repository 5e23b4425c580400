package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Margin;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/** One pass of the task model: its class probabilities and the representation below them. */
@AutoService(Part.class)
@Named(
        value = "deterministic",
        summary = "One pass of the task model: probabilities and the representation below them.",
        formula = "acquisition on p(x) and h(x) of the fitted model, for every candidate x",
        cost = "one prediction of the pool")
@Advice(
        use = "The plain case: one fit, one pass, any learner. What most acquisitions need.",
        avoid =
                "One network is overconfident far from its data, and its doubt is what the score sees: calibrate it, or take an ensemble.")
public record Deterministic(@Help("what chooses by them") Acquisition<? super TaughtPredictions> acquisition)
        implements Applied<TaughtPredictions> {

    /** Margin sampling. */
    public Deterministic() {
        this(new Margin());
    }

    @Override
    public Demand<TaughtPredictions> demand() {
        return new Demand.Prediction();
    }
}
