package dev.quarry.select;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Score;
import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;

/**
 * Power acquisition: samples without replacement, each next item with a probability proportional to {@code s^β}. As β
 * grows it becomes top-k, as β goes to 0 uniform sampling. A batch of BALD or of entropy chosen this way costs nothing
 * more than top-k and repeats itself less.
 *
 * <p>A score must not be negative. Items of score 0 are chosen only when no positive ones are left, then uniformly. The
 * score of a pick is that of the candidate, without the random part.
 *
 * <p>O(n) time beside the score. Kirsch, Farquhar, Atighehchian, Jesson, Branchaud-Charron, Gal. <i>Stochastic batch
 * acquisition: a simple baseline for deep active learning.</i> TMLR 2023.
 */
@AutoService(Part.class)
@Named(
        value = "power",
        summary = "At random, each candidate proportionally to a power of its score.",
        formula = "P(x next) ∝ s(x)^β",
        cost = "O(n) beside the score",
        paper =
                "Kirsch, Farquhar, Atighehchian, Jesson, Branchaud-Charron, Gal. Stochastic batch acquisition: a simple baseline for deep active learning. TMLR 2023")
@Advice(
        use =
                "Batches without redundancy at the price of a sort: the best items are likely, not certain. As good as BatchBALD at a small part of its time (Kirsch et al. 2023).",
        avoid =
                "Scores must not be negative; for margin take soft-rank. In a large pool the many small scores together outweigh the few large ones: raise β.")
public record Power<E extends Evidence>(
        @Help("what values a candidate") Score<E> score,

        @Help("how strongly the best are preferred, positive")
        double beta)
        implements Drawing<E> {

    /** States the rules. */
    public Power {
        Keys.requirePositive(beta);
    }

    /** Entropy, β = 1. */
    public Power() {
        this(Keys.standard(), 1);
    }

    @Override
    public double[] logWeights(E evidence, double[] scores, Randomness random) {
        double[] logWeights = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] < 0) {
                throw new IllegalArgumentException(
                        "The score (%s) of item (%s) is negative, so (%s) has no power to take. Maybe use softmax or soft-rank."
                                .formatted(scores[i], evidence.items().name(i), Parts.describe(score)));
            }
            logWeights[i] = beta * StrictMath.log(scores[i]);
        }
        return logWeights;
    }
}
