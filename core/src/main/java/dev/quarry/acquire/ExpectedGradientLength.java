package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.GradientNorms;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Expected gradient length: {@code Σ_c p_c·‖∇ℓ(x, c)‖}, how far the label of a candidate is expected to pull at the
 * model. By the last layer with biases it is {@code √(‖h‖² + 1)·Σ_c p_c·‖p − e_c‖}.
 *
 * <p>The gradient is that of the candidate alone, for each label, weighted by the probability of the label; neither a
 * mean over a batch nor a uniform mean over the labels, as some implementations have it, is the definition. It favours
 * inputs that are long, whatever the model doubts about them. It is expected model change by one step of gradient descent;
 * {@link ExpectedModelOutputChange} fits again and looks at the answers.
 *
 * <p>O(n·C) time beside the evidence. Settles, Craven, Ray. <i>Multiple-instance active learning.</i> NIPS 2007; Settles,
 * Craven. EMNLP 2008.
 */
@AutoService(Part.class)
@Named(
        value = "expected-gradient-length",
        summary = "The candidates first whose label is expected to pull at the model most.",
        formula = "Σ_c p_c·‖∇ℓ(x, c)‖",
        cost = "O(n·C) beside the evidence",
        paper = "Settles, Craven, Ray. Multiple-instance active learning. NIPS 2007")
@Advice(
        use = "Models trained by gradients, when the item that would move them most is wanted.",
        avoid =
                "It is nearly uncertainty times the norm of the representation (its square is Gini times ‖h‖²), so far-off items win: normalise. One peer takes the gradient of a whole batch of items, and its results are of another method.")
public record ExpectedGradientLength() implements Score<GradientNorms> {

    @Override
    public void score(GradientNorms evidence, Rows rows, double[] out) {
        new Grand(SupposedLabel.EXPECTED).score(evidence, rows, out);
    }
}
