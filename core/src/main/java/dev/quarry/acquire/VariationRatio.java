package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.kernel.Information;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Variation ratio: {@code 1 − v₁}, the share of the members that do not vote for the class of most votes, in
 * [0, 1 − 1/min(C, K)]. A member votes for its likeliest class, the lowest one where several are. There are at most K
 * different values, so ties are many. The variant on the mean distribution is {@link LeastConfidence}.
 *
 * <p>O(n·K·C) time. Freeman. <i>Elementary applied statistics.</i> 1965; Gal, Islam, Ghahramani. <i>Deep Bayesian active
 * learning with image data.</i> ICML 2017.
 */
@AutoService(Part.class)
@Named(
        value = "variation-ratio",
        summary = "The smallest majority of the votes of the members first.",
        formula = "1 − max_c votes_c / K",
        cost = "O(n·K·C)",
        paper =
                "Freeman. Elementary applied statistics. 1965; Gal, Islam, Ghahramani. Deep Bayesian active learning with image data. ICML 2017")
@Advice(
        use = "Members that vote rather than weigh: trees, hard answers, different kinds of models.",
        avoid =
                "With K members it has fewer than K + 1 values, so most picks are ties broken at random. Several toolkits call something else by this name: one minus the largest mean probability, which is least confidence.")
public record VariationRatio() implements Score<SampledProbabilities>, Estimated {

    @Override
    public void score(SampledProbabilities evidence, Rows rows, double[] out) {
        Information.variationRatio(evidence.samples(), evidence.members(), rows.from(), rows.to(), out);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.samples(sizes);
    }
}
