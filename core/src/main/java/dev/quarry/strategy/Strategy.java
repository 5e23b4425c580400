package dev.quarry.strategy;

import dev.quarry.acquire.Selection;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Part;
import java.util.List;

/**
 * How evidence is obtained, together with the acquisition applied to it. A strategy never fits anything and never sees a
 * label of a candidate; it never replaces itself by another.
 */
public interface Strategy extends Part {

    /** All that it may ask its supply for. Checked against the learner before anything is trained. */
    List<Demand<?>> demands();

    /**
     * Chooses up to {@code budget} candidates, best first.
     *
     * @param budget how many to choose, at least 0; with fewer candidates all of them are chosen
     * @param random the randomness of this choice
     * @throws IllegalStateException if the evidence cannot be had, with the reason
     */
    Selection select(Supply supply, int budget, Randomness random);
}
