package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.LossGradients;
import dev.quarry.evidence.Probabilities;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * EL2N for a pool: the length of the error vector, {@code Σ_c p_c·‖p − e_c‖}, in [0, 1); with the likeliest label
 * instead, {@code √(1 − 2·max p + Σ p²)}. The score of the paper needs the true label, and there it says what may be left
 * out of a labelled set. The paper takes the mean over ten networks early in their training; here it is the one model of
 * the round.
 *
 * <p>O(n·C) time. Paul, Ganguli, Dziugaite. <i>Deep learning on a data diet: finding important examples early in
 * training.</i> NeurIPS 2021.
 */
@AutoService(Part.class)
@Named(
        value = "el2n",
        summary = "The longest error vector first, at the label that a candidate may have.",
        formula = "Σ_c p_c·‖p − e_c‖, or ‖p − e_ŷ‖ with the likeliest label ŷ",
        cost = "O(n·C)",
        paper =
                "Paul, Ganguli, Dziugaite. Deep learning on a data diet: finding important examples early in training. NeurIPS 2021")
@Advice(
        use =
                "The length of the error vector where some code wants it: a cheap uncertainty, or, with known labels, what to prune.",
        avoid =
                "The paper scores labelled items, averaged over ten or more short trainings. On a pool the label is unknown and what is left is one more uncertainty, close to entropy or least confidence.")
public record El2n(
        @Help("what stands in for the unknown label: the expectation over all, or the likeliest")
        SupposedLabel label) implements Score<Probabilities> {

    /** The expectation over the labels. */
    public El2n() {
        this(SupposedLabel.EXPECTED);
    }

    @Override
    public void score(Probabilities evidence, Rows rows, double[] out) {
        double[] p = new double[evidence.probabilities().cols()];
        double[] norms = new double[p.length];
        for (int row = rows.from(); row < rows.to(); row++) {
            evidence.probabilities().copyRow(row, p);
            LossGradients.residualNorms(p, norms);
            out[row - rows.from()] = label.of(p, norms);
        }
    }
}
