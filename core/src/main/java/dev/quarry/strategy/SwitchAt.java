package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Selection;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/** One strategy while labels are few, another from a number of labels on: few labels want coverage, many want doubt. */
@AutoService(Part.class)
@Named(
        value = "switch-at",
        summary = "One strategy while labels are few, another from a number of labels on.",
        formula = "before while |L| < labels, then after",
        cost = "that of the one in charge",
        paper =
                "Hacohen, Dekel, Weinshall. Active learning on a budget: opposite strategies suit high and low budgets. ICML 2022")
@Advice(
        use =
                "Cover while labels are few, doubt from then on: low and high budgets want opposite strategies (Hacohen et al. 2022). With typiclust and margin it is TCM.",
        avoid =
                "Nobody knows the number in advance: too early and the model guesses, too late and labels went where all was known. Try two or three.")
public record SwitchAt(
        @Help("from how many labels on the second is in charge, at least 0")
        int labels,

        @Help("what chooses before") Strategy before,
        @Help("what chooses from then on") Strategy after)
        implements Strategy {

    /** States the rules. */
    public SwitchAt {
        if (labels < 0) {
            throw new IllegalArgumentException("The labels (%d) must be at least 0.".formatted(labels));
        }
    }

    /** k-center up to 100 labels, then margin. */
    public SwitchAt() {
        this(100, new Diversity(new KCenter()), new Deterministic());
    }

    @Override
    public List<Demand<?>> demands() {
        return Demand.ofBoth(before, after);
    }

    @Override
    public Selection select(Supply supply, int budget, Randomness random) {
        return inCharge(supply).select(supply, budget, random);
    }

    @Override
    public Selection select(Supply supply, int budget, Admission admission, Randomness random) {
        return inCharge(supply).select(supply, budget, admission, random);
    }

    private Strategy inCharge(Supply supply) {
        return supply.labelled() < labels ? before : after;
    }
}
