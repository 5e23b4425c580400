package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * GLISTER: again and again the candidate that one step of gradient descent on it, under its likeliest label, would lower the
 * loss on labelled items most: the scalar product {@code ⟨∇ℓ(x, ŷ), ∇L(θ)⟩} of the two gradients in the weights and biases of
 * the last layer θ. Then θ takes that step, {@code θ − η·∇ℓ(x, ŷ)} with the gradient of the beginning, so that the next one
 * lowers what is left. The score of a pick is its scalar product when it was taken; below 0 it would raise the loss.
 *
 * <p>L is the mean loss of the labelled items; the paper has a validation set. Of a model that was fitted on them to the end,
 * their gradient is what its regularisation leaves. Items that were chosen earlier in the same batch have no label and do
 * not count.
 *
 * <p>O(k·n·C·d + k·m·(C + d)) time, O(n + m·(C + d)) memory. Killamsetty, Sivasubramanian, Ramakrishnan, Iyer. <i>GLISTER:
 * generalization based data subset selection for efficient and robust learning.</i> AAAI 2021.
 */
@AutoService(Part.class)
@Named(
        value = "glister",
        summary =
                "The candidate by which a step of training would lower the loss on labelled items most, again and again.",
        formula = "max over candidates of ⟨∇ℓ(x, ŷ), ∇L(θ)⟩, then θ ← θ − η·∇ℓ(x, ŷ)",
        cost = "O(k·n·C·d)",
        paper =
                "Killamsetty, Sivasubramanian, Ramakrishnan, Iyer. GLISTER: generalization based data subset selection for efficient and robust learning. AAAI 2021")
@Advice(
        use = "When a trusted labelled set says what counts: candidates whose gradient points where its loss falls.",
        avoid =
                "The labelled items are the validation set here, so what they do not contain is not wanted. One step of Taylor's series is taken on trust with every pick.")
public record Glister(
        @Help("η, how far a step goes, above 0") double rate) implements Acquisition<TaughtHead> {

    private static final int CHUNK = 2048;

    /** States the rules. */
    public Glister {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The rate (%s) must be finite and positive.".formatted(rate));
        }
    }

    /** A rate of 0.05. */
    public Glister() {
        this(0.05);
    }

    @Override
    public Selection select(TaughtHead evidence, int budget, Randomness random) {
        int size = Math.min(Math.max(budget, 0), evidence.size());
        if (size == 0) {
            return new Selection(List.of());
        }
        LabelledLosses losses = new LabelledLosses(this, evidence);
        TopK.Ties ties = Scores.ties(evidence.items(), random);
        double[] scores = new double[evidence.size()];
        boolean[] taken = new boolean[evidence.size()];
        int[] picks = new int[size];
        for (int pick = 0; pick < size; pick++) {
            double[] gradient = losses.gradient();
            double[] now = Scores.inChunks(
                    this, evidence, CHUNK, (rows, out) -> LabelledLosses.along(gradient, evidence, 1, rows, out));
            for (int row = 0; row < now.length; row++) {
                now[row] = taken[row] ? Double.NEGATIVE_INFINITY : now[row];
            }
            int row = TopK.largest(now, 1, ties)[0];
            picks[pick] = row;
            taken[row] = true;
            scores[row] = now[row];
            losses.learn(evidence, row, rate);
        }
        return Scores.picks(evidence.items(), picks, row -> scores[row], Scores.reason(this));
    }
}
