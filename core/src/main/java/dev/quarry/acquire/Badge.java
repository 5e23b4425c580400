package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Slices;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.DSquaredSampling;
import dev.quarry.kernel.DSquaredSampling.First;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.SquaredDistances;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.List;

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
        First first) implements Sequential<LatentPredictions>, Explained<LatentPredictions>, Estimated {

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

    /** The length of the gradient, its distance to the nearest one drawn before, and the likeliest class it supposes. */
    @Override
    public List<List<Term>> terms(LatentPredictions evidence, int[] picks) {
        LatentPredictions few = Slices.of(evidence, LatentPredictions.class, picks);
        SquaredDistances gradients = HallucinatedGradients.distances(few);
        List<List<Term>> terms = new ArrayList<>();
        for (int i = 0; i < picks.length; i++) {
            List<Term> own = new ArrayList<>(List.of(new Term("length", Math.sqrt(gradients.norm(i)))));
            int nearest = nearest(gradients, i);
            if (nearest >= 0) {
                double squared = gradients.between(i, nearest, Double.POSITIVE_INFINITY);
                own.add(new Term("distance", Math.sqrt(squared), few.items().name(nearest)));
            }
            terms.add(Terms.both(own, Terms.likeliest(few, i, 1)));
        }
        return terms;
    }

    /** The nearest gradient drawn before; −1 for the first. */
    private static int nearest(SquaredDistances gradients, int pick) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int before = 0; before < pick; before++) {
            double squared = gradients.between(pick, before, least);
            if (squared < least) {
                least = squared;
                nearest = before;
            }
        }
        return nearest;
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.exact(sizes, Work.numbers((double) sizes.n() * (sizes.classes() + sizes.dimensions())))
                .plus(Estimate.lazily(sizes, sizes.classes() + sizes.dimensions()))
                .holding(3.0 * Double.BYTES * sizes.n() * sizes.classes());
    }
}
