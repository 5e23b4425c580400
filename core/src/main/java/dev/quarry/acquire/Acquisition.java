package dev.quarry.acquire;

import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Needs;
import dev.quarry.part.Part;

/**
 * Turns evidence into a choice.
 *
 * <p>Pure: the same evidence, budget and randomness give the same selection, whatever the order of the candidates, the
 * number of threads or the chunk size. Ties go to the random number of the item.
 *
 * @param <E> the evidence it needs
 */
public interface Acquisition<E extends Evidence> extends Part, Needs {

    /**
     * Chooses up to {@code budget} candidates, best first.
     *
     * @param budget how many to choose, at least 0; with fewer candidates all of them are chosen
     * @param random the randomness of this choice
     */
    Selection select(E evidence, int budget, Randomness random);

    /**
     * Whether it looks at the classes of labelled items, where its evidence knows them. One that does not needs to know which
     * items are labelled, and chooses the same whatever their classes are.
     */
    default boolean readsLabels() {
        return true;
    }

    /** The evidence that it needs: its type argument, read from its declaration. */
    @Override
    default Class<?> needs() {
        return DeclaredEvidence.of(getClass());
    }
}
