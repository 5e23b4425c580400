package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.part.Lift;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;

/**
 * Reads a bare acquisition as the strategy that gives it its evidence: by its place alone it is {@link Diversity}, by
 * one pass of the model it is {@link Deterministic}. What needs samples could come from Monte Carlo passes or from an
 * ensemble, so there the strategy must be said.
 */
@AutoService(Lift.class)
public final class AcquisitionAsStrategy implements Lift {

    @Override
    public Class<? extends Part> from() {
        return Acquisition.class;
    }

    @Override
    public Class<? extends Part> to() {
        return Strategy.class;
    }

    @Override
    @SuppressWarnings("unchecked") // needs() is the type argument
    public Strategy lift(Part part) {
        Acquisition<?> acquisition = (Acquisition<?>) part;
        if (acquisition.needs().isAssignableFrom(Embeddings.class)) {
            return new Diversity((Acquisition<? super Embeddings>) acquisition);
        } else if (acquisition.needs().isAssignableFrom(LatentPredictions.class)) {
            return new Deterministic((Acquisition<? super LatentPredictions>) acquisition);
        }
        throw new IllegalArgumentException(
                "The acquisition (%s) needs %s, and more than one strategy can supply that. %s"
                        .formatted(
                                Parts.describe(part),
                                Parts.evidence(acquisition.needs()),
                                Parts.suppliers(acquisition)));
    }
}
