package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.kernel.Information;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * BALD: {@code H(p̄) − mean H(p_k)}, the mutual information between the class and the model, in nats, in
 * [0, min(ln C, ln K)]. What each member doubts by itself counts nothing; only what they disagree about does.
 *
 * <p>O(n·K·C) time. Houlsby, Huszár, Ghahramani, Lengyel. <i>Bayesian active learning for classification and preference
 * learning.</i> 2011.
 */
@AutoService(Part.class)
@Named(
        value = "bald",
        summary = "The epistemic part of uncertainty: where the members disagree, less what each of them doubts.",
        formula = "H(p̄) − mean H(p_k)",
        cost = "O(n·K·C)",
        paper =
                "Houlsby, Huszár, Ghahramani, Lengyel. Bayesian active learning for classification and preference learning. 2011")
@Advice(
        use =
                "Small batches with members that differ for a reason: dropout that was trained, or an ensemble. Doubt that all members share, which is noise, counts nothing.",
        avoid =
                "Batches: on five copies of MNIST it reached 0.785 at 100 labels and random 0.859 (logs of Kirsch et al. 2019); take batch-bald or power. On a network whose dropout was never trained its scores are noise.")
public record Bald() implements Score<SampledProbabilities>, Explained<SampledProbabilities>, Estimated {

    @Override
    public void score(SampledProbabilities evidence, Rows rows, double[] out) {
        Information.bald(evidence.samples(), evidence.members(), rows.from(), rows.to(), out);
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
