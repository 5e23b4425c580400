package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.kernel.Information;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * Expected entropy: {@code mean H(p_k)}, what each member doubts by itself, in nats, in [0, ln C]. It is the part of the
 * predictive entropy that more labels do not remove; the other part is {@link Bald}.
 *
 * <p>O(n·K·C) time. Depeweg, Hernández-Lobato, Doshi-Velez, Udluft. <i>Decomposition of uncertainty in Bayesian deep
 * learning for efficient and risk-sensitive learning.</i> ICML 2018.
 */
@AutoService(Part.class)
@Named(
        value = "expected-entropy",
        summary = "The aleatoric part of uncertainty: the largest mean entropy of the members first.",
        formula = "mean H(p_k)",
        cost = "O(n·K·C)",
        paper =
                "Depeweg, Hernández-Lobato, Doshi-Velez, Udluft. Decomposition of uncertainty in Bayesian deep learning for efficient and risk-sensitive learning. ICML 2018")
@Advice(
        use =
                "To look at what every member doubts by itself: noise in the labels, ambiguous items, what BALD leaves out.",
        avoid =
                "As the way to choose labels it asks where nobody can know the answer. Some code offers it as the entropy of Monte Carlo passes, which is consensus-entropy.")
public record ExpectedEntropy() implements Score<SampledProbabilities>, Explained<SampledProbabilities>, Estimated {

    @Override
    public void score(SampledProbabilities evidence, Rows rows, double[] out) {
        Information.expectedEntropy(evidence.samples(), evidence.members(), rows.from(), rows.to(), out);
    }

    /** The entropy of the mean and the mean of the entropies, in nats. */
    @Override
    public List<List<Term>> terms(SampledProbabilities evidence, int[] picks) {
        return Terms.each(picks, row -> Terms.information(evidence, row));
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.sampledEntropies(sizes);
    }
}
