package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.kernel.Information;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Consensus entropy: {@code H(p̄)}, the entropy of the mean of the members, in nats, in [0, ln C]. {@link Entropy} on
 * samples is the same but for the rounding of the mean to the precision of its input.
 *
 * <p>O(n·K·C) time. Beluch, Genewein, Nürnberger, Köhler. <i>The power of ensembles for active learning in image
 * classification.</i> CVPR 2018.
 */
@AutoService(Part.class)
@Named(
        value = "consensus-entropy",
        summary = "The largest entropy of the mean of the members first.",
        formula = "H(p̄)",
        cost = "O(n·K·C)",
        paper =
                "Beluch, Genewein, Nürnberger, Köhler. The power of ensembles for active learning in image classification. CVPR 2018")
@Advice(
        use =
                "Entropy with a committee or Monte Carlo passes behind it, whose mean is less overconfident than one network: Bayesian entropy.",
        avoid =
                "It is BALD plus expected-entropy, so it still asks for noise that no label removes, and a large batch repeats itself.")
public record ConsensusEntropy() implements Score<SampledProbabilities>, Estimated {

    @Override
    public void score(SampledProbabilities evidence, Rows rows, double[] out) {
        Information.consensusEntropy(evidence.samples(), evidence.members(), rows.from(), rows.to(), out);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.sampledEntropies(sizes);
    }
}
