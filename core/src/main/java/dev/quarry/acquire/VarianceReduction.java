package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.kernel.FisherInformation;
import dev.quarry.kernel.FisherInformation.Some;
import dev.quarry.kernel.Memory;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * Variance reduction for multinomial logistic regression, by the Fisher information ratio: by how much the label of a
 * candidate would lower {@code tr((λ + I(L))⁻¹ I(U))}. The information of an item is
 * {@code I(x) = (diag p − ppᵀ) ⊗ [h; 1][h; 1]ᵀ} in the weights and biases of the last layer; I(L) is the sum over the labelled
 * items, I(U) the mean over the candidates. The inverse of the information is the variance of the layer that labels leave,
 * at least (Cramér, Rao), and the trace the part of it that matters for the answers to the candidates. Not negative.
 *
 * <p>Zhang and Oles compare single items without what is known, {@code tr(I(x)⁻¹ I(U))}, where an inverse rarely exists;
 * here the ratio is that of what would then be known, as Hoi and others have it for a batch. What Cohn lowers is the variance of
 * a number; of class probabilities there is no one variance. Candidates of a batch are chosen one beside the other;
 * {@link Bait} chooses them together.
 *
 * <p>Information depends on no label, so items that were chosen earlier in the same batch count as labelled.
 *
 * <p>O((n + m)·(C·d)² + (C·d)³) time, 24·((C − 1)·(d + 1))² bytes. Cohn, Ghahramani, Jordan. <i>Active learning with
 * statistical models.</i> 1996; Zhang, Oles. <i>A probability analysis on the value of unlabeled data for classification
 * problems.</i> ICML 2000; Hoi, Jin, Zhu, Lyu. <i>Batch mode active learning and its application to medical image
 * classification.</i> ICML 2006.
 */
@AutoService(Part.class)
@Named(
        value = "variance-reduction",
        summary = "The candidate whose label would make the last layer most certain where it is used.",
        formula = "tr((λ + I(L))⁻¹ I(U)) − tr((λ + I(L) + I(x))⁻¹ I(U)), I(x) = (diag p − ppᵀ) ⊗ hhᵀ",
        cost = "O(n·(C·d)² + (C·d)³)",
        paper =
                "Hoi, Jin, Zhu, Lyu. Batch mode active learning and its application to medical image classification. ICML 2006; Zhang, Oles. ICML 2000")
@Advice(
        use = "Small logistic models: the label that makes the model surest over the whole pool, by its own account.",
        avoid =
                "The Hessian of C·d parameters is held and solved with. It trusts the model that it wants to improve, and values one candidate at a time.")
public record VarianceReduction(
        @Help("λ, what is added to the diagonal of the information, above 0")
        double ridge) implements Prepared<TaughtHead> {

    private static final int CHUNK = 512;

    /** States the rules. */
    public VarianceReduction {
        if (!(ridge > 0 && ridge < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The ridge (%s) must be finite and positive.".formatted(ridge));
        }
    }

    /** A ridge of 1, which is a standard normal prior of the weights. */
    public VarianceReduction() {
        this(1);
    }

    @Override
    public boolean readsLabels() {
        return false;
    }

    @Override
    public int chunk() {
        return CHUNK;
    }

    /** Sets the matrices up. */
    @Override
    public Score<TaughtHead> prepare(TaughtHead all) {
        FisherInformation information = information(all);
        return (evidence, rows, out) -> information.worth(rows.from(), rows.to(), out);
    }

    private FisherInformation information(TaughtHead evidence) {
        Memory.require(
                FisherInformation.bytes(
                        evidence.probabilities().cols(), evidence.embeddings().cols(), true),
                "The information of variance-reduction",
                "project the places first, or use the approximation (bait{rank: 16})");
        Some candidates = new Some(evidence.probabilities(), evidence.embeddings(), ById.rows(evidence.items()));
        Some known = new Some(
                evidence.labelledProbabilities(),
                evidence.labelled(),
                ById.rows(evidence.labels().items()));
        return FisherInformation.of(candidates, List.of(known), List.of(candidates), ridge, true);
    }
}
