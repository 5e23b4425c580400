package dev.quarry.select;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Score;
import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Softmax acquisition: samples without replacement, each next item with a probability proportional to
 * {@code exp(β·s)}. As β grows it becomes top-k, as β goes to 0 uniform sampling. Only differences of scores matter, so
 * scores may be negative; their scale matters, unlike with {@link SoftRank}.
 *
 * <p>The score of a pick is that of the candidate, without the random part.
 *
 * <p>O(n) time beside the score. Kirsch, Farquhar, Atighehchian, Jesson, Branchaud-Charron, Gal. <i>Stochastic batch
 * acquisition: a simple baseline for deep active learning.</i> TMLR 2023.
 */
@AutoService(Part.class)
@Named(
        value = "softmax",
        summary = "At random, each candidate proportionally to the exponential of its score.",
        formula = "P(x next) ∝ exp(β·s(x))",
        cost = "O(n) beside the score",
        paper =
                "Kirsch, Farquhar, Atighehchian, Jesson, Branchaud-Charron, Gal. Stochastic batch acquisition: a simple baseline for deep active learning. TMLR 2023")
@Advice(
        use = "Scores whose differences mean something and may be negative.",
        avoid =
                "Scores of a small range, as entropy with few classes, make it nearly uniform; scores of a large range make it top-k. Choose β for the score, or take soft-rank.")
public record Softmax<E extends Evidence>(
        @Help("what values a candidate") Score<E> score,

        @Help("how strongly the best are preferred, positive")
        double beta)
        implements Drawing<E> {

    /** States the rules. */
    public Softmax {
        Keys.requirePositive(beta);
    }

    /** Entropy, β = 1. */
    public Softmax() {
        this(Keys.standard(), 1);
    }

    @Override
    public double[] logWeights(E evidence, double[] scores, Randomness random) {
        double[] logWeights = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            logWeights[i] = beta * scores[i];
        }
        return logWeights;
    }
}
