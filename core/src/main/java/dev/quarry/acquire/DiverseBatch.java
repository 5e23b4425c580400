package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.kernel.FarthestFirst;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.NearestCentres;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Diverse batch: again and again the candidate of the best mixture {@code (1 − t)·uncertainty + t·distance} to the nearest
 * item that is labelled or taken. Both are scaled to [0, 1]: uncertainty by the largest of all candidates, distance by the
 * radius at the start, which is the largest distance of a candidate to a labelled item or, with nothing labelled, to the
 * first pick, the most uncertain candidate. The score of a pick is its mixture; that of a first pick with nothing labelled
 * has no distance.
 *
 * <p>{@code scaled: false} is the form that circulates in code: entropy against bare distances to the picks alone, labelled
 * items not counted. An entropy is at most ln C and a distance anything, so there the unit of the features decides.
 *
 * <p>O(n·(m + k)·d) time at most, O(n) memory.
 */
@AutoService(Part.class)
@Named(
        value = "diverse-batch",
        summary = "A mixture of uncertainty and distance to what is labelled or taken, both scaled.",
        formula = "(1 − t)·u / max u + t·min over labelled or taken s of ‖h(x) − h(s)‖ / radius at the start",
        cost = "O(n·(m + k)·d) at most",
        paper = "Quarry. Diverse batch, after common code that mixes entropy and distance unscaled. 2026")
@Advice(
        use = "Uncertainty and distance by one number, both on one scale: batches that should not crowd.",
        avoid =
                "The largest distances are those of outliers, which the mixture keeps. The unscaled form of common code lets an unbounded distance drown an entropy of at most ln C.")
public record DiverseBatch(
        @Help("the share t of distance in the mixture, in [0, 1]")
        double diversity,

        @Help("what uncertainty is: entropy, margin (1 − the gap) or least-confidence")
        Measure measure,

        @Help("whether both are scaled to [0, 1]; false is the form of common code")
        boolean scaled)
        implements SetGain<LatentPredictions>, Explained<LatentPredictions>, Estimated {

    /** States the rules. */
    public DiverseBatch {
        if (!(diversity >= 0 && diversity <= 1)) {
            throw new IllegalArgumentException("The diversity (%s) is not in [0, 1].".formatted(diversity));
        }
    }

    /** Half and half, entropy, scaled. */
    public DiverseBatch() {
        this(0.5, Measure.ENTROPY, true);
    }

    @Override
    public Gains gains(LatentPredictions evidence) {
        return new Mixture(evidence, uncertainty(evidence));
    }

    private double[] uncertainty(LatentPredictions evidence) {
        double[] uncertainty = measure.of(evidence);
        double most = Arrays.stream(uncertainty).max().orElse(0);
        if (scaled && most > 0) {
            Arrays.setAll(uncertainty, row -> uncertainty[row] / most);
        }
        return uncertainty;
    }

    private final class Mixture implements Gains {
        private final FarthestFirst distances;
        private final double[] uncertainty;
        private boolean cold;
        private boolean first;
        private double radius = 1;

        Mixture(LatentPredictions evidence, double[] uncertainty) {
            Matrix centres = scaled ? evidence.labelled() : FloatMatrix.of();
            this.distances = new FarthestFirst(evidence.embeddings(), centres);
            this.uncertainty = uncertainty;
            this.cold = centres.rows() == 0;
            if (!cold) {
                measureRadius();
            }
        }

        private void measureRadius() {
            double farthest = 0;
            for (int row = 0; row < uncertainty.length && scaled; row++) {
                farthest = Math.max(farthest, distances.gain(row, Double.NEGATIVE_INFINITY));
            }
            radius = farthest > 0 ? Math.sqrt(farthest) : 1;
        }

        @Override
        public int size() {
            return uncertainty.length;
        }

        @Override
        public double gain(int row, double floor) {
            double known = (1 - diversity) * uncertainty[row];
            if (cold || diversity == 0) {
                return known;
            }
            double near = Math.max(0, (floor - known) / diversity * radius * (1 - 1e-9));
            double enough = near * near;
            double squared = distances.gain(row, enough);
            double gain = known + diversity * (Math.sqrt(squared) / radius);
            return gain >= floor && squared < enough
                    ? known + diversity * (Math.sqrt(distances.gain(row, Double.NEGATIVE_INFINITY)) / radius)
                    : gain;
        }

        @Override
        public void take(int row) {
            distances.take(row);
            first = cold;
            if (cold) {
                cold = false;
                measureRadius();
            }
        }

        /** With nothing labelled gains grow by their distance after the first pick, and only then. */
        @Override
        public boolean shift() {
            return first;
        }

        @Override
        public boolean refreshed() {
            return distances.refreshed();
        }
    }

    /** Uncertainty and distance as they are mixed, both scaled where the score is. */
    @Override
    public List<List<Term>> terms(LatentPredictions evidence, int[] picks) {
        double[] uncertainty = uncertainty(evidence);
        Embeddings space = scaled ? evidence : Embeddings.of(evidence.items(), evidence.embeddings(), FloatMatrix.of());
        double radius = picks.length == 0 || !scaled ? 1 : radius(evidence, picks[0]);
        List<List<Term>> near = Terms.nearest(space, picks);
        List<List<Term>> terms = new ArrayList<>();
        for (int i = 0; i < picks.length; i++) {
            List<Term> distance = near.get(i).stream()
                    .map(term -> new Term(term.name(), term.value() / radius, term.about()))
                    .toList();
            terms.add(Terms.both(List.of(new Term("uncertainty", uncertainty[picks[i]])), distance));
        }
        return terms;
    }

    /** The largest distance of a candidate to what is labelled or, with nothing labelled, to the first pick. */
    private static double radius(Embeddings evidence, int first) {
        Matrix labelled = evidence.labelled();
        Matrix centres = labelled.rows() > 0 ? labelled : evidence.embeddings().select(new int[] {first});
        NearestCentres nearest = NearestCentres.of(evidence.embeddings(), centres);
        double farthest = IntStream.range(0, nearest.size())
                .mapToDouble(nearest::squared)
                .max()
                .orElse(0);
        return farthest > 0 ? Math.sqrt(farthest) : 1;
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.farthest(sizes).plus(Estimate.entropies(sizes));
    }
}
