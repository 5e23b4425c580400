package dev.quarry.strategy;

import dev.quarry.acquire.Selection;
import dev.quarry.kernel.Admission;
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

    /**
     * Chooses up to {@code budget} candidates, best first, where what is chosen shuts others out.
     *
     * <p>The picks are taken until one is not admitted; then it chooses anew among those that still are, what was taken
     * counting as labelled. That is what choosing one by one would do, wherever a larger batch begins with the smaller one
     * and a labelled item means what a chosen one does; a strategy that can keep a limit within one choice does so.
     *
     * @param budget how many to choose, at least 0; with fewer admitted candidates all of them are chosen
     * @param admission of rows of the candidates; told of every pick
     * @param random the randomness of this choice
     */
    default Selection select(Supply supply, int budget, Admission admission, Randomness random) {
        return Anew.select(this, supply, budget, admission, random);
    }
}
