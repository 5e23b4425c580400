package dev.quarry.select;

import dev.quarry.acquire.Explained;
import dev.quarry.acquire.Score;
import dev.quarry.acquire.Selection;
import dev.quarry.acquire.Sequential;
import dev.quarry.acquire.Term;
import dev.quarry.acquire.Terms;
import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;
import java.util.List;

/**
 * The frame of the selectors that draw: without replacement, each next candidate with a probability proportional to a
 * weight that its score gives it.
 *
 * @param <E> the evidence that the score needs
 */
interface Drawing<E extends Evidence> extends Sequential<E>, Explained<E> {

    /** What values a candidate. */
    Score<E> score();

    /**
     * The logarithms of the weights, shape [n]; −∞ for a candidate that comes after all others.
     *
     * @param scores shape [n], never written to
     */
    double[] logWeights(E evidence, double[] scores, Randomness random);

    @Override
    default Class<?> needs() {
        return score().needs();
    }

    @Override
    default Selection select(E evidence, int budget, Randomness random) {
        return select(evidence, budget, Admission.ALL, random);
    }

    @Override
    default Selection select(E evidence, int budget, Admission admission, Randomness random) {
        double[] scores = Keys.scores(score(), evidence);
        return Keys.sample(
                this, evidence.items(), logWeights(evidence, scores, random), scores, budget, admission, random);
    }

    /** Those of the score; the random part has none. */
    @Override
    default List<List<Term>> terms(E evidence, int[] picks) {
        return Terms.of(score(), evidence, picks);
    }
}
