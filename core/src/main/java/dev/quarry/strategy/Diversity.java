package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.KCenter;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/** The embedding space: where the candidates and the labelled items are. */
@AutoService(Part.class)
@Named(
        value = "diversity",
        summary = "The embedding space: where the candidates and the labelled items are.",
        formula = "acquisition on h(x) for every candidate x and h(l) for every labelled l",
        cost = "one embedding of the pool")
@Advice(
        use =
                "Before there is a model worth asking, and with features that already say much: embeddings of a pretrained network.",
        avoid =
                "Distances between raw pixels or unscaled columns mean little. Later rounds should listen to the model: see switch-at.")
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
