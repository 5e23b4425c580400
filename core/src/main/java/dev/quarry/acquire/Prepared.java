package dev.quarry.acquire;

import dev.quarry.evidence.Evidence;

/**
 * A score that first learns something of all the evidence, once, and then values each candidate by it.
 *
 * @param <E> the evidence it needs
 */
interface Prepared<E extends Evidence> extends Score<E> {

    /** The score of candidates of this evidence. */
    Score<E> prepare(E evidence);

    /** Prepares for some candidates alone: ask for {@linkplain #score(Evidence) all} where all are wanted. */
    @Override
    default void score(E evidence, Rows rows, double[] out) {
        prepare(evidence).score(evidence, rows, out);
    }

    @Override
    default double[] score(E evidence) {
        return Scores.of(prepare(evidence), evidence);
    }
}
