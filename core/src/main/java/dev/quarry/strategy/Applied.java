package dev.quarry.strategy;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Selection;
import dev.quarry.acquire.Sequential;
import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;
import java.util.List;

/**
 * The plain strategy: one acquisition applied to evidence that is obtained in one way.
 *
 * @param <E> the evidence that it supplies
 */
public interface Applied<E extends Evidence> extends Strategy {

    /** How the evidence is obtained. */
    Demand<E> demand();

    /** What chooses by it. */
    Acquisition<? super E> acquisition();

    @Override
    default List<Demand<?>> demands() {
        return List.of(demand());
    }

    @Override
    default Selection select(Supply supply, int budget, Randomness random) {
        return acquisition().select(supply.supply(demand()), budget, random);
    }

    @Override
    default Selection select(Supply supply, int budget, Admission admission, Randomness random) {
        return acquisition() instanceof Sequential<? super E> one
                ? one.select(supply.supply(demand()), budget, admission, random)
                : Strategy.super.select(supply, budget, admission, random);
    }
}
