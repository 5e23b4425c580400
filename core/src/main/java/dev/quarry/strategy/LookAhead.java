package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.ExpectedErrorReduction;
import dev.quarry.evidence.Refits;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * What the task model would become with one more label: it is fitted again for each candidate and each class that is
 * looked at. For small pools, or inside {@link Subpool} or {@link Prefilter}.
 */
@AutoService(Part.class)
@Named(
        value = "look-ahead",
        summary = "What the task model would become with one more label: a fit for each candidate and class.",
        formula = "acquisition on p(x) and p_{L ∪ (x, y)} for every candidate x and class y that is looked at",
        cost = "a fit and a prediction of the pool for each candidate and class that is looked at",
        paper =
                "Roy, McCallum. Toward optimal active learning through sampling estimation of error reduction. ICML 2001")
@Advice(
        use =
                "A few hundred candidates, few classes and a learner that fits in milliseconds: what a label would change is measured, not guessed.",
        avoid =
                "It fits once for each candidate and class: put subpool or prefilter around it. The labels it tries are weighed by the model's own probabilities, so an early, overconfident model looks ahead into its own errors.")
public record LookAhead(@Help("what chooses by that") Acquisition<? super Refits> acquisition)
        implements Applied<Refits> {

    /** Expected error reduction. */
    public LookAhead() {
        this(new ExpectedErrorReduction());
    }

    @Override
    public Demand<Refits> demand() {
        return new Demand.NextModels();
    }
}
