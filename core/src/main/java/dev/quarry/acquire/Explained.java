package dev.quarry.acquire;

import dev.quarry.evidence.Evidence;
import java.util.List;

/**
 * An acquisition that can say what its scores are made of. Those that do not are explained by their evidence, see
 * {@link Terms#of}.
 *
 * @param <E> the evidence it needs
 */
public interface Explained<E extends Evidence> extends Acquisition<E> {

    /**
     * The terms of each pick, computed anew from the evidence.
     *
     * @param evidence about all candidates
     * @param picks rows of candidates in the order they were taken; those before a pick count as taken
     * @return the terms of each, in the order of the picks
     */
    List<List<Term>> terms(E evidence, int[] picks);
}
