package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Probabilities;
import dev.quarry.kernel.Uncertainty;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Margin sampling, also breaking ties: {@code −(p₁ − p₂)}, the negated gap between the two likeliest classes, in [−1, 0].
 *
 * <p>O(n·C) time. Scheffer, Decomain, Wrobel. <i>Active hidden Markov models for information extraction.</i> IDA 2001.
 */
@AutoService(Part.class)
@Named(
        value = "margin",
        summary = "The smallest gap between the two likeliest classes first.",
        formula = "−(p₁ − p₂)",
        cost = "O(n·C)",
        paper = "Scheffer, Decomain, Wrobel. Active hidden Markov models for information extraction. IDA 2001")
@Advice(
        use =
                "The first thing to try once a model is better than guessing: best or close to the best in most comparisons on tables and features.",
        avoid =
                "Places where labels are noise draw it again and again (0.704 against 0.721 of random on ThreeClust, CDALBench), and large batches crowd at one border. It is also tied to the model: chosen by one and learnt by another it lost 9 points on banana (Lu, Li, Lin 2023).")
public record Margin() implements Score<Probabilities>, Estimated {

    @Override
    public void score(Probabilities evidence, Rows rows, double[] out) {
        Uncertainty.margin(evidence.probabilities(), rows.from(), rows.to(), out);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.probabilities(sizes);
    }
}
