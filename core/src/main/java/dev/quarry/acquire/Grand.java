package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.GradientNorms;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * GraNd for a pool: the length of the gradient of the loss, {@code ‖∇ℓ(x, ŷ)‖}. The score of the paper needs the true
 * label, and there it says what may be left out of a labelled set; a candidate has none, so the likeliest label stands in
 * for it, or the expectation over the labels, which is {@link ExpectedGradientLength}. The paper takes the mean over many
 * networks early in their training; here it is the one model of the round.
 *
 * <p>O(n·C) time beside the evidence. Paul, Ganguli, Dziugaite. <i>Deep learning on a data diet: finding important examples
 * early in training.</i> NeurIPS 2021.
 */
@AutoService(Part.class)
@Named(
        value = "grand",
        summary = "The candidates first whose loss has the longest gradient at the label that they seem to have.",
        formula = "‖∇ℓ(x, ŷ)‖, ŷ the likeliest label; or Σ_c p_c·‖∇ℓ(x, c)‖",
        cost = "O(n·C) beside the evidence",
        paper =
                "Paul, Ganguli, Dziugaite. Deep learning on a data diet: finding important examples early in training. NeurIPS 2021")
@Advice(
        use = "As EL2N with the whole gradient: by all layers it sees what the last one cannot.",
        avoid =
                "With the likeliest label a sure and wrong item has a short gradient, so it finds no surprises. By the last layer it is uncertainty times the norm of the representation, and large norms win.")
public record Grand(
        @Help("what stands in for the unknown label: the likeliest, or the expectation over all")
        SupposedLabel label) implements Score<GradientNorms> {

    /** The likeliest label. */
    public Grand() {
        this(SupposedLabel.LIKELIEST);
    }

    @Override
    public void score(GradientNorms evidence, Rows rows, double[] out) {
        double[] p = new double[evidence.probabilities().cols()];
        double[] norms = new double[p.length];
        for (int row = rows.from(); row < rows.to(); row++) {
            evidence.probabilities().copyRow(row, p);
            evidence.norms().copyRow(row, norms);
            out[row - rows.from()] = label.of(p, norms);
        }
    }
}
