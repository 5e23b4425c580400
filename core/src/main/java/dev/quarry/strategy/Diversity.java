package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Selection;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/** The embedding space: where the candidates and the labelled items are. */
@AutoService(Part.class)
@Named(
        value = "diversity",
        summary = "The embedding space: where the candidates and the labelled items are.",
        cost = "one embedding of the pool")
public record Diversity(@Help("what chooses by them") Acquisition<? super Embeddings> acquisition) implements Strategy {

    /** Greedy k-center. */
    public Diversity() {
        this(new KCenter());
    }

    @Override
    public List<Demand<?>> demands() {
        return List.of(new Demand.Places());
    }

    @Override
    public Selection select(Supply supply, int budget, Randomness random) {
        return acquisition.select(supply.supply(new Demand.Places()), budget, random);
    }
}
