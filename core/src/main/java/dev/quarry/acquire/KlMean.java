package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.kernel.Information;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Mean divergence: {@code mean KL(p_k ‖ p̄)}, how far the members are from their consensus, in nats, in
 * [0, min(ln C, ln K)]. By algebra it is {@link Bald}.
 *
 * <p>O(n·K·C) time. McCallum, Nigam. <i>Employing EM and pool-based active learning for text classification.</i> ICML
 * 1998.
 */
@AutoService(Part.class)
@Named(
        value = "kl-mean",
        summary = "The largest mean divergence of the members from their consensus first.",
        formula = "mean_k KL(p_k ‖ p̄)",
        cost = "O(n·K·C)",
        paper = "McCallum, Nigam. Employing EM and pool-based active learning for text classification. ICML 1998")
@Advice(
        use =
                "Query by committee with soft votes. It is BALD by its older name: the mean divergence from the consensus equals the mutual information.",
        avoid =
                "As BALD: the top of a large batch is copies of one disagreement. One peer sums over the members instead of taking the mean, and another clips its logarithms.")
public record KlMean() implements Score<SampledProbabilities>, Estimated {

    @Override
    public void score(SampledProbabilities evidence, Rows rows, double[] out) {
        Information.klMean(evidence.samples(), evidence.members(), rows.from(), rows.to(), out);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.sampledEntropies(sizes);
    }
}
