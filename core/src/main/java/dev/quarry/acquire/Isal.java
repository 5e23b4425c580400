package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.kernel.ConjugateGradients;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * ISAL: the candidate that would lower the loss on labelled items most, by influence. Training on the candidate too would
 * move the last layer along {@code −(H + δ)⁻¹∇ℓ(x, ŷ)}, so the loss on the labelled items would change by
 * {@code −sᵀ∇ℓ(x, ŷ) / m} with {@code s = (H + δ)⁻¹∇L}. ŷ is the likeliest label, H the Hessian of the mean loss of the
 * labelled items and ∇L the gradient of the same loss, both in the weights and biases of the last layer, in closed form;
 * s comes from conjugate gradients and not from samples. The score is {@code sᵀ∇ℓ(x, ŷ)}: the paper picks the lowest
 * influence, which has the other sign.
 *
 * <p>∇L should be of items that the model was not fitted on. There are none: the code of the authors takes the test set,
 * with its labels, and this takes all labelled items. Of a model that was fitted on them to the end, their gradient is
 * what its regularisation leaves. Items that were chosen earlier in the same batch have no label: they are part of H,
 * which needs none, but not of ∇L.
 *
 * <p>With {@code top} above 1 the mean over the likeliest labels takes the place of ŷ, each as probable as it is among them.
 * Over all labels the mean of the gradient is 0, so that {@code top} must be below the number of classes.
 *
 * <p>O(steps·m·C·d + n·C·d) time, O(m·(C + d) + C·d) memory. Liu, Ding, Zhong, Li, Dai, He. <i>Influence selection for active
 * learning.</i> ICCV 2021.
 */
@AutoService(Part.class)
@Named(
        value = "isal",
        summary = "The candidate that would lower the loss on labelled items most, by its influence on the last layer.",
        formula = "∇Lᵀ (H + δ)⁻¹ ∇ℓ(x, ŷ), L the mean loss of labelled items and H its Hessian",
        cost = "O(steps·m·C·d + n·C·d)",
        paper = "Liu, Ding, Zhong, Li, Dai, He. Influence selection for active learning. ICCV 2021")
@Advice(
        use =
                "A linear head and labelled items that stand for the task: the candidate that would lower their loss most.",
        avoid =
                "The labelled items are the judge and what the model was fitted on: with few of them it confirms what it knows. Published figures were made with the test set as judge.")
public record Isal(
        @Help("δ, what is added to the diagonal of the Hessian, above 0")
        double damping,

        @Help("how many of the likeliest labels stand in for the unknown one, from 1 to below the number of classes")
        int top)
        implements Prepared<TaughtHead> {

    private static final int CHUNK = 2048;
    private static final double TOLERANCE = 1e-12;

    /** States the rules. */
    public Isal {
        if (!(damping > 0 && damping < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The damping (%s) must be finite and positive.".formatted(damping));
        }
        if (top < 1) {
            throw new IllegalArgumentException("The top (%d) must be at least 1.".formatted(top));
        }
    }

    /** A damping of 0.01, the likeliest label. */
    public Isal() {
        this(0.01, 1);
    }

    @Override
    public int chunk() {
        return CHUNK;
    }

    /** Solves for s. */
    @Override
    public Score<TaughtHead> prepare(TaughtHead all) {
        double[] direction = direction(all);
        return (evidence, rows, out) -> LabelledLosses.along(direction, evidence, top, rows, out);
    }

    private double[] direction(TaughtHead evidence) {
        int classes = evidence.probabilities().cols();
        if (top > 1 && top >= classes) {
            throw new IllegalArgumentException(
                    "The mean over the (%d) likeliest of (%d) labels is 0 for every candidate. Maybe (top: 1)."
                            .formatted(top, classes));
        }
        LabelledLosses losses = new LabelledLosses(this, evidence);
        return ConjugateGradients.solve(vector -> losses.curved(vector, damping), losses.gradient(), TOLERANCE);
    }
}
