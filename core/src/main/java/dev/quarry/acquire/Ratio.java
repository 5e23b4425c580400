package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Probabilities;
import dev.quarry.kernel.Uncertainty;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Ratio of confidence: {@code p₂ / p₁}, the second largest probability over the largest, in [0, 1].
 *
 * <p>O(n·C) time. Monarch. <i>Human-in-the-loop machine learning.</i> Manning 2021.
 */
@AutoService(Part.class)
@Named(
        value = "ratio",
        summary = "The closest ratio of the two likeliest classes first.",
        formula = "p₂ / p₁",
        cost = "O(n·C)",
        paper = "Monarch. Human-in-the-loop machine learning. Manning 2021")
@Advice(
        use =
                "As margin; of two items with the same gap, the one whose two classes hold more of the probability counts as closer.",
        avoid =
                "It shares margin's weaknesses, noisy places and copies in a batch, and with two classes it ranks exactly as margin.")
public record Ratio() implements Score<Probabilities>, Estimated {

    @Override
    public void score(Probabilities evidence, Rows rows, double[] out) {
        Uncertainty.ratio(evidence.probabilities(), rows.from(), rows.to(), out);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.probabilities(sizes);
    }
}
