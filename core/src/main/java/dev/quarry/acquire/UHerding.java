package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Similarity;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.List;

/**
 * Uncertainty herding: {@link MaxHerding} in which a candidate counts as much as the model is uncertain about it,
 * {@code 1 − (p₁ − p₂)}, and whose kernel becomes narrower as labels come closer together. With few labels it covers, with
 * many it approaches margin sampling. The score of a pick is by how much the mean weighted coverage grows.
 *
 * <p>The bandwidth is the least positive distance between two labelled items; with fewer than two different labelled places
 * it is {@code bandwidth}. While nothing is labelled, all candidates count alike. The authors calibrate the model by a
 * temperature first, on labels that it was not fitted on; here that is the learner's affair ({@code calibrated}), since
 * evidence about labelled items comes from a model that has seen their labels.
 *
 * <p>O(n²·d / 2 + m²·d) time and more where many candidates change what covers them best, O(n·d) memory. Bae, Oliveira,
 * Sutherland. <i>Uncertainty herding: one active learning method for all label budgets.</i> ICLR 2025.
 */
@AutoService(Part.class)
@Named(
        value = "u-herding",
        summary = "The candidate that adds most to a soft cover of the candidates the model is uncertain about.",
        formula =
                "max over candidates c of mean over x of u(x)·(k(x, c) − max over labelled or taken t of k(x, t))⁺, u = 1 − (p₁ − p₂)",
        cost = "O(n²·d / 2 + m²·d) and more, without a table of similarities",
        paper =
                "Bae, Oliveira, Sutherland. Uncertainty herding: one active learning method for all label budgets. ICLR 2025")
@Advice(
        use =
                "One method from the first label to many: a soft cover of what the model is unsure about, its bandwidth shrinking as labels come.",
        avoid =
                "The weights need calibrated margins (the authors fit a temperature on held-out labels): an overconfident model leaves nothing to cover. n² similarities are computed in every round.",
        shown = "u-herding{unit: false}")
public record UHerding(
        @Help("the bandwidth while fewer than two different places are labelled, above 0")
        double bandwidth,

        @Help("whether places are scaled to unit length first")
        boolean unit)
        implements SetGain<LatentPredictions>, Explained<LatentPredictions>, Estimated {

    /** States the rules. */
    public UHerding {
        if (!(bandwidth > 0)) {
            throw new IllegalArgumentException("The bandwidth (%s) must be positive.".formatted(bandwidth));
        }
    }

    /** A bandwidth of 1 at unit length, as in the paper. */
    public UHerding() {
        this(1, true);
    }

    @Override
    public Gains gains(LatentPredictions evidence) {
        Embeddings space = unit ? UnitLength.of(evidence) : evidence;
        double[] weights = FacilityLocation.sameForAll(evidence.size());
        if (evidence.labelled().rows() > 0) {
            double[] margins = new Margin().score(evidence);
            Arrays.setAll(weights, row -> (1 + margins[row]) / margins.length);
        }
        return FacilityLocation.gains(space, Similarity.GAUSSIAN, adapted(space.labelled()), weights);
    }

    private double adapted(Matrix labelled) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < labelled.rows(); i++) {
            for (int j = 0; j < i; j++) {
                double squared = Distances.squared(labelled, i, labelled, j);
                least = squared > 0 ? Math.min(least, squared) : least;
            }
        }
        return least < Double.POSITIVE_INFINITY ? Math.sqrt(least) : bandwidth;
    }

    /** The weight {@code 1 − (p₁ − p₂)} of the pick itself, and how far it is from what is labelled or taken. */
    @Override
    public List<List<Term>> terms(LatentPredictions evidence, int[] picks) {
        boolean cold = evidence.labelled().rows() == 0;
        List<List<Term>> weights = Terms.each(picks, row -> {
            double[] margin = new double[1];
            new Margin().score(evidence, new Rows(row, row + 1), margin);
            return List.of(new Term("weight", cold ? 1 : 1 + margin[0]));
        });
        return Terms.beside(weights, Terms.nearest(evidence, picks));
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return new FacilityLocation().estimate(sizes);
    }
}
