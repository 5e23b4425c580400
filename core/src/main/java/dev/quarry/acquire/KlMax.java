package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.kernel.Information;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Largest divergence: {@code max KL(p_k ‖ p̄)}, how far the most dissenting member is from the consensus, in nats, in
 * [0, ln K]. Where {@link KlMean} averages the members, one that stands alone is enough here.
 *
 * <p>O(n·K·C) time. The divergence is that of McCallum, Nigam. <i>Employing EM and pool-based active learning for text
 * classification.</i> ICML 1998.
 */
@AutoService(Part.class)
@Named(
        value = "kl-max",
        summary = "The member farthest from the consensus first.",
        formula = "max_k KL(p_k ‖ p̄)",
        cost = "O(n·K·C)",
        paper =
                "McCallum, Nigam. Employing EM and pool-based active learning for text classification. ICML 1998 (there with the mean)")
@Advice(
        use = "A committee of different kinds of models in which one informed dissenter should be enough.",
        avoid =
                "The maximum grows with the number of members, and one overfitted member decides alone. Do not compare committees of different size by it.")
public record KlMax() implements Score<SampledProbabilities>, Estimated {

    @Override
    public void score(SampledProbabilities evidence, Rows rows, double[] out) {
        Information.klMax(evidence.samples(), evidence.members(), rows.from(), rows.to(), out);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.sampledEntropies(sizes);
    }
}
