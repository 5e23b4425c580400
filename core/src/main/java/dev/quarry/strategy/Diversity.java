package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.KCenter;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/** The embedding space: where the candidates and the labelled items are. */
@AutoService(Part.class)
@Named(
        value = "diversity",
        summary = "The embedding space: where the candidates and the labelled items are.",
        cost = "one embedding of the pool")
public record Diversity(@Help("what chooses by them") Acquisition<? super TaughtEmbeddings> acquisition)
        implements Applied<TaughtEmbeddings> {

    /** Greedy k-center. */
    public Diversity() {
        this(new KCenter());
    }

    @Override
    public Demand<TaughtEmbeddings> demand() {
        return new Demand.Places();
    }
}
