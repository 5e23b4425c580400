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

/** One strategy until there is a model, another from then on. The first can only use where items are. */
@AutoService(Part.class)
@Named(
        value = "cold-start",
        summary = "One strategy until there is a model (two classes seen), another from then on.",
        formula = "cold while fewer than two classes are labelled, then warm",
        cost = "that of the one in charge")
@Advice(
        use = "Pools without a single label: something that needs only places until a model can be fitted.",
        avoid =
                "Two seen classes make a model, not a good one: where the first labels should be spread for longer, take switch-at.")
public record ColdStart(
        @Help("what chooses while there is no model") Strategy cold,
        @Help("what chooses from then on") Strategy warm) implements Strategy {

    /** States the rules. */
    public ColdStart {
        for (Demand<?> demand : cold.demands()) {
            if (!(demand instanceof Demand.Places)) {
                throw new IllegalArgumentException(
                        "The cold strategy asks for (%s), which needs a model. Maybe (random) or (k-center)."
                                .formatted(demand));
            }
        }
    }

    /** k-center, then margin. */
    public ColdStart() {
        this(new Diversity(new KCenter()), new Deterministic());
    }

    @Override
    public List<Demand<?>> demands() {
        return Demand.ofBoth(cold, warm);
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
        return supply.trained() ? warm : cold;
    }
}
