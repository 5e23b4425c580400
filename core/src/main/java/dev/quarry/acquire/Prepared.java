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

    /** How many candidates are worth a chunk of work. */
    default int chunk() {
        return Scores.CHUNK;
    }

    /** Prepares for some candidates alone: ask for {@linkplain #score(Evidence) all} where all are wanted. */
    @Override
    default void score(E evidence, Rows rows, double[] out) {
        if (rows.count() > 0) {
            prepare(evidence).score(evidence, rows, out);
        }
    }

    /** Prepares once only. */
    @Override
    default double[] score(E evidence) {
        if (evidence.size() == 0) {
            return new double[0];
        }
        Score<E> prepared = prepare(evidence);
        return Scores.inChunks(this, evidence, chunk(), (rows, out) -> prepared.score(evidence, rows, out));
    }
}
