package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.kernel.Information;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Mean standard deviation: {@code (1/C) Σ_c std_k(p_kc)}, population deviation over the members, in [0, 1/2].
 *
 * <p>O(n·K·C) time. Kampffmeyer, Salberg, Jenssen. <i>Semantic segmentation of small objects and modeling of uncertainty
 * in urban remote sensing images using deep convolutional neural networks.</i> CVPR workshops 2016.
 */
@AutoService(Part.class)
@Named(
        value = "mean-std",
        summary = "The largest mean deviation of the class probabilities between members first.",
        formula = "(1/C) Σ_c std_k(p_kc)",
        cost = "O(n·K·C)",
        paper =
                "Kampffmeyer, Salberg, Jenssen. Semantic segmentation of small objects and modeling of uncertainty in urban remote sensing images using deep convolutional neural networks. CVPR workshops 2016")
@Advice(
        use =
                "Committees or Monte Carlo passes whose probabilities move as a whole: disagreement in units of probability.",
        avoid =
                "It averages over all classes, so that a disagreement about two of a hundred nearly vanishes. Passes without trained dropout disagree about nothing.")
public record MeanStd() implements Score<SampledProbabilities>, Estimated {

    @Override
    public void score(SampledProbabilities evidence, Rows rows, double[] out) {
        Information.meanStd(evidence.samples(), evidence.members(), rows.from(), rows.to(), out);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.samples(sizes);
    }
}
