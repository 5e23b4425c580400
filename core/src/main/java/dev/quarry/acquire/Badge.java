package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.DSquaredSampling;
import dev.quarry.kernel.DSquaredSampling.First;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * BADGE: k-means++ seeding on {@linkplain HallucinatedGradients hallucinated gradients} {@code g = (p − e_ŷ) ⊗ h}. Each
 * next candidate is drawn with a probability proportional to the squared distance of its gradient to the nearest one
 * drawn before: long gradients are uncertain, distant ones diverse. The score of a pick is that squared distance, of the
 * first pick its squared norm.
 *
 * <p>The paper seeds as k-means++ does, so any candidate may come first; the code of its authors begins with the longest
 * gradient, and so does this by default, since the published results are from there.
 *
 * <p>O(k·n·(C + d)) time at most, O(n·C) memory; the gradients themselves are never formed. Ash, Zhang, Krishnamurthy,
 * Langford, Agarwal. <i>Deep batch active learning by diverse, uncertain gradient lower bounds.</i> ICLR 2020.
 */
@AutoService(Part.class)
@Named(
        value = "badge",
        summary = "At random, candidates whose gradient is long and unlike those of the others drawn.",
        formula = "P(x next) ∝ min over drawn s of ‖g(x) − g(s)‖², g = (p − e_ŷ) ⊗ h",
        cost = "O(k·n·(C + d)) at most",
        paper =
                "Ash, Zhang, Krishnamurthy, Langford, Agarwal. Deep batch active learning by diverse, uncertain gradient lower bounds. ICLR 2020")
@Advice(
        use =
                "Batches of any size from a model with a representation: uncertain and spread out without a number to choose. It stays at or above random on pools with many copies (Beck et al. 2021).",
        avoid =
                "Where labels are noise it is drawn there as uncertainty is (0.690 against 0.721 of random on ThreeClust, CDALBench). A representation of large norm counts as doubt, so outliers are likely; and it is a draw: two seeds, two batches.")
public record Badge(
        @Help("the first pick: the largest gradient, one weighted by its squared length, or uniform")
        First first) implements Sequential<LatentPredictions> {

    /** The largest gradient first. */
    public Badge() {
        this(First.LARGEST);
    }

    @Override
    public Selection select(LatentPredictions evidence, int budget, Randomness random) {
        return select(evidence, budget, Admission.ALL, random);
    }

    @Override
    public Selection select(LatentPredictions evidence, int budget, Admission admission, Randomness random) {
        DSquaredSampling.Draws draws = DSquaredSampling.draw(
                HallucinatedGradients.distances(evidence), first, budget, evidence.items()::id, admission, random);
        return Scores.draws(this, evidence.items(), draws);
    }
}
