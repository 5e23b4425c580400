package dev.quarry.select;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.Score;
import dev.quarry.acquire.Scores;
import dev.quarry.acquire.Selection;
import dev.quarry.evidence.Evidence;
import dev.quarry.item.Items;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Parts;

/** What the stochastic selectors share: Gumbel top-k on log weights, keyed by the id of the item. */
final class Keys {

    private Keys() {}

    /**
     * Samples without replacement, in order, proportionally to {@code exp(logWeights)}: the largest sums of log weight
     * and Gumbel number. Items of log weight −∞ come last, in the order of their tie numbers.
     *
     * @param logWeights shape [n], overwritten
     * @param scores what the picks report, shape [n]
     */
    static Selection sample(
            Acquisition<?> selector,
            Items items,
            double[] logWeights,
            double[] scores,
            int budget,
            Admission admission,
            Randomness random) {
        Randomness noise = random.purpose("gumbel");
        for (int i = 0; i < logWeights.length; i++) {
            logWeights[i] += noise.gumbel(items.id(i));
        }
        int[] rows = Scores.admitted(logWeights, budget, Scores.ties(items, random), admission);
        return Scores.picks(items, rows, row -> scores[row], Scores.reason(selector));
    }

    /** The scores of all candidates; evidence of another kind than the score needs is refused. */
    static <E extends Evidence> double[] scores(Score<E> score, E evidence) {
        if (!score.needs()
                .isInstance(evidence)) { // a default score can meet evidence that the compiler could not check
            throw new IllegalArgumentException("The score (%s) needs %s, which this evidence is not."
                    .formatted(Parts.describe(score), Parts.evidence(score.needs())));
        }
        return score.score(evidence);
    }

    /** The default score of the selectors, whatever evidence the caller has in mind; checked when it is used. */
    @SuppressWarnings("unchecked")
    static <E extends Evidence> Score<E> standard() {
        return (Score<E>) (Score<?>) new Entropy();
    }

    static void requirePositive(double beta) {
        if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The beta (%s) must be positive and finite.".formatted(beta));
        }
    }
}
