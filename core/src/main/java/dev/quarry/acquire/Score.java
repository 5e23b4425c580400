package dev.quarry.acquire;

import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;

/**
 * An acquisition that values each candidate alone: one number, higher is better. By itself it chooses the top k;
 * {@code dev.quarry.select} has other ways.
 *
 * @param <E> the evidence it needs
 */
public interface Score<E extends Evidence> extends Sequential<E> {

    /**
     * Scores a run of candidates. Pure and independent of how the pool is cut into runs.
     *
     * @param out receives the score of row {@code rows.from() + i} at index i; finite, higher is better
     */
    void score(E evidence, Rows rows, double[] out);

    /** The scores of all candidates, shape [n]. */
    default double[] score(E evidence) {
        return Scores.of(this, evidence);
    }

    @Override
    default Selection select(E evidence, int budget, Randomness random) {
        return Scores.top(evidence.items(), score(evidence), budget, random, Scores.reason(this));
    }

    @Override
    default Selection select(E evidence, int budget, Admission admission, Randomness random) {
        double[] scores = score(evidence);
        int[] rows = Scores.admitted(scores, budget, Scores.ties(evidence.items(), random), admission);
        return Scores.picks(evidence.items(), rows, row -> scores[row], Scores.reason(this));
    }
}
