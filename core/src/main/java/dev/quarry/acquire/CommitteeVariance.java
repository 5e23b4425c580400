package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.kernel.Information;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Committee variance: {@code Σ_c var_k(p_kc)}, population variance over the members, in [0, 1 − 1/K].
 *
 * <p>O(n·K·C) time. Krogh, Vedelsby. <i>Neural network ensembles, cross validation, and active learning.</i> NIPS 1994.
 */
@AutoService(Part.class)
@Named(
        value = "committee-variance",
        summary = "The largest variance of the class probabilities between members first.",
        formula = "Σ_c var_k(p_kc)",
        cost = "O(n·K·C)",
        paper = "Krogh, Vedelsby. Neural network ensembles, cross validation, and active learning. NIPS 1994")
@Advice(
        use =
                "Disagreement of a committee in one cheap number per item, large where members are sure of different classes.",
        avoid =
                "It is quadratic: one confident dissenter outweighs many mild ones, so a committee of overfitted members asks for outliers.")
public record CommitteeVariance() implements Score<SampledProbabilities>, Estimated {

    @Override
    public void score(SampledProbabilities evidence, Rows rows, double[] out) {
        Information.variance(evidence.samples(), evidence.members(), rows.from(), rows.to(), out);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.samples(sizes);
    }
}
