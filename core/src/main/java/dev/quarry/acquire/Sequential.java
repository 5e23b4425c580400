package dev.quarry.acquire;

import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;

/**
 * An acquisition that takes one candidate after the other, and each time can leave out those that may not be taken any
 * more: quotas and costs are kept exactly, by choosing the best that is still admitted.
 *
 * @param <E> the evidence it needs
 */
public interface Sequential<E extends Evidence> extends Acquisition<E> {

    /**
     * Chooses up to {@code budget} candidates, best first, each the best of those that are admitted then. Where all always
     * are, the picks are those of {@link #select(Evidence, int, Randomness)}.
     *
     * @param budget how many to choose, at least 0; with fewer admitted candidates all of them are chosen
     * @param admission of rows of the evidence; told of every pick
     * @param random the randomness of this choice
     */
    Selection select(E evidence, int budget, Admission admission, Randomness random);
}
