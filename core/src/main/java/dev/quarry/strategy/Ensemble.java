package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Selection;
import dev.quarry.acquire.VoteEntropy;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * A committee of models like the task model, each fitted on a bootstrap of the labels: query by committee. Works with
 * every learner.
 */
@AutoService(Part.class)
@Named(
        value = "ensemble",
        summary = "A committee of models, each fitted on a bootstrap of the labels: query by committee.",
        cost = "members fits and members predictions of the pool",
        paper = "Abe, Mamitsuka. Query learning strategies using boosting and bagging. ICML 1998")
public record Ensemble(
        @Help("how many models, at least 2") int members,
        @Help("what chooses by them") Acquisition<? super SampledProbabilities> acquisition)
        implements Strategy {

    /** States the rules. */
    public Ensemble {
        new Demand.Committee(members);
    }

    /** 10 members, vote entropy. */
    public Ensemble() {
        this(10, new VoteEntropy());
    }

    @Override
    public List<Demand<?>> demands() {
        return List.of(new Demand.Committee(members));
    }

    @Override
    public Selection select(Supply supply, int budget, Randomness random) {
        return acquisition.select(supply.supply(new Demand.Committee(members)), budget, random);
    }
}
