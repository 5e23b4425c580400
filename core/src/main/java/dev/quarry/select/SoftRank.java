package dev.quarry.select;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Score;
import dev.quarry.acquire.Scores;
import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Soft-rank acquisition: samples without replacement, each next item with a probability proportional to
 * {@code rank^−β}, where the best candidate has rank 1. As β grows it becomes top-k, as β goes to 0 uniform sampling.
 * Neither the sign nor the scale of the scores matters. Equal scores are ranked by the random number of the item.
 *
 * <p>The score of a pick is that of the candidate, without the random part.
 *
 * <p>O(n log n) time beside the score. Kirsch, Farquhar, Atighehchian, Jesson, Branchaud-Charron, Gal. <i>Stochastic batch
 * acquisition: a simple baseline for deep active learning.</i> TMLR 2023.
 */
@AutoService(Part.class)
@Named(
        value = "soft-rank",
        summary = "At random, each candidate proportionally to a negative power of its rank.",
        formula = "P(x next) ∝ rank(x)^−β, the best candidate having rank 1",
        cost = "O(n log n) beside the score",
        paper =
                "Kirsch, Farquhar, Atighehchian, Jesson, Branchaud-Charron, Gal. Stochastic batch acquisition: a simple baseline for deep active learning. TMLR 2023")
@Advice(
        use = "Chance in any score, whatever its scale or sign: only the order counts.",
        avoid = "Where scores hardly differ it turns noise into ranks. With a batch of one the chance only costs.")
public record SoftRank<E extends Evidence>(
        @Help("what values a candidate") Score<E> score,

        @Help("how strongly the best are preferred, positive")
        double beta)
        implements Drawing<E> {

    /** States the rules. */
    public SoftRank {
        Keys.requirePositive(beta);
    }

    /** Entropy, β = 1. */
    public SoftRank() {
        this(Keys.standard(), 1);
    }

    @Override
    public double[] logWeights(E evidence, double[] scores, Randomness random) {
        int[] order = TopK.largest(scores, scores.length, Scores.ties(evidence.items(), random.purpose("rank")));
        double[] logWeights = new double[scores.length];
        for (int i = 0; i < order.length; i++) {
            logWeights[order[i]] = -beta * StrictMath.log(i + 1);
        }
        return logWeights;
    }
}
