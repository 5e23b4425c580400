package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Slices;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Density;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.FarthestFirst;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.LazyGreedy;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ranked batch mode: again and again the candidate of the best score, {@code α·(1 − 1/(1 + distance)) + (1 − α)·(1 − max p)},
 * where the distance is that to the nearest item labelled or taken and α the share of items that are neither. While little
 * is labelled it is nearly pure diversity. With nothing labelled the candidate of the smallest mean distance to all comes
 * first, with score 0. The order of the batch is meant: who labels only its first half has the better half.
 *
 * <p>A candidate taken counts as labelled for the next, and is never taken twice; the code of modAL may return the very
 * first one again.
 *
 * <p>At most O(n·(m + k)·d) time, far less since distances are computed only until a candidate is known to be out; with
 * nothing labelled O(n²·d / 2) once. O(n) memory. Cardoso, Silva, Canuto, Moro, Gonçalves. <i>Ranked batch-mode active
 * learning.</i> Information Sciences 2017.
 */
@AutoService(Part.class)
@Named(
        value = "ranked-batch",
        summary = "Unlike all that is labelled or taken, and uncertain the more the fewer candidates are left.",
        formula =
                "α·(1 − 1 / (1 + min over labelled or taken s of ‖h(x) − h(s)‖)) + (1 − α)·(1 − max p), α = |U| / (|U| + |L|)",
        cost = "O(n·(m + k)·d) at most; with nothing labelled O(n²·d / 2) once",
        paper = "Cardoso, Silva, Canuto, Moro, Gonçalves. Ranked batch-mode active learning. Information Sciences 2017")
@Advice(
        use = "Batches in many small rounds, when somebody labels in the order given and may stop anywhere.",
        avoid =
                "With few labels α is near 1 and it is almost pure distance: the first picks are outliers, and uncertainty counts only when most of the pool is labelled.")
public record RankedBatch(
        @Help("whether a distance is one minus the cosine instead of Euclidean")
        boolean cosine) implements Sequential<LatentPredictions>, Explained<LatentPredictions>, Estimated {

    /** Euclidean distances. */
    public RankedBatch() {
        this(false);
    }

    @Override
    public Selection select(LatentPredictions evidence, int budget, Randomness random) {
        return select(evidence, budget, Admission.ALL, random);
    }

    @Override
    public Selection select(LatentPredictions evidence, int budget, Admission admission, Randomness random) {
        int n = evidence.size();
        int size = Math.min(Math.max(budget, 0), n);
        if (size == 0) {
            return new Selection(List.of());
        }
        Embeddings space = cosine ? UnitLength.of(evidence) : evidence;
        TopK.Ties ties = Scores.ties(evidence.items(), random);
        String reason = Scores.reason(this);
        double[] uncertainty = new LeastConfidence().score(evidence);
        List<Pick> picks = new ArrayList<>(size);
        Matrix centres = space.labelled();
        int first = -1;
        if (centres.rows() == 0) {
            int[] middle = middle(space, ties, admission);
            if (middle.length == 0) {
                return new Selection(List.of());
            }
            first = middle[0];
            centres = space.embeddings().select(new int[] {first});
            picks.add(new Pick(evidence.items().id(first), 0, reason));
        }
        Ranks ranks =
                new Ranks(FarthestFirst.lazy(space.embeddings(), centres), cosine, uncertainty, centres.rows(), first);
        LazyGreedy.Result taken = LazyGreedy.take(admission.over(ranks), size - picks.size(), ties);
        picks.addAll(Scores.admitted(evidence.items(), taken, reason).picks());
        return new Selection(picks);
    }

    /** The candidate of the smallest mean distance to all, if one is admitted; for cosines, of the largest product with the mean. */
    private int[] middle(Embeddings space, TopK.Ties ties, Admission admission) {
        Matrix places = space.embeddings();
        double[] near;
        if (cosine) {
            Matrix mean = new MovingMean(places, space.labelled()).place();
            near = new double[places.rows()];
            Arrays.setAll(near, row -> Distances.dot(places, row, mean, 0));
        } else {
            near = Density.meanDistance(places);
            Arrays.setAll(near, row -> -near[row]);
        }
        return Scores.admitted(near, 1, ties, admission);
    }

    /** The scores, which shift with α from pick to pick. */
    private static final class Ranks implements Gains {
        private final FarthestFirst distances;
        private final boolean cosine;
        private final double[] uncertainty;
        private final double all;
        private final int taken;
        private int left;

        /** @param taken the candidate that was taken before, −1 if none was */
        Ranks(FarthestFirst distances, boolean cosine, double[] uncertainty, int labelled, int taken) {
            this.distances = distances;
            this.cosine = cosine;
            this.uncertainty = uncertainty;
            this.left = uncertainty.length - (taken < 0 ? 0 : 1);
            this.all = left + labelled;
            this.taken = taken;
        }

        @Override
        public int size() {
            return uncertainty.length;
        }

        @Override
        public double gain(int row, double floor) {
            if (row == taken) {
                return Double.NEGATIVE_INFINITY;
            }
            double alpha = left / all;
            double wanted = (floor - (1 - alpha) * uncertainty[row]) / alpha; // of 1 − 1 / (1 + distance)
            double near = Math.max(0, wanted) / (1 - wanted) * (1 - 1e-9); // below it the score is below the floor
            double enough = wanted >= 1 ? Double.POSITIVE_INFINITY : cosine ? 2 * near : near * near;
            double squared = distances.gain(row, enough);
            double score = score(alpha, squared, row);
            return score >= floor && squared < enough
                    ? score(
                            alpha,
                            distances.gain(row, Double.NEGATIVE_INFINITY),
                            row) // only if rounding got in the way
                    : score;
        }

        @Override
        public boolean races() {
            return distances.races();
        }

        private double score(double alpha, double squared, int row) {
            double distance = cosine ? squared / 2 : Math.sqrt(squared);
            return alpha * (1 - 1 / (1 + distance)) + (1 - alpha) * uncertainty[row];
        }

        @Override
        public void take(int row) {
            distances.take(row);
            left--;
        }

        @Override
        public boolean shift() {
            return true;
        }

        @Override
        public boolean refreshed() {
            return distances.refreshed();
        }
    }

    /** The share α, the distance to the nearest item labelled or taken, and {@code 1 − max p}. */
    @Override
    public List<List<Term>> terms(LatentPredictions evidence, int[] picks) {
        double all = evidence.size() + evidence.labelled().rows();
        LatentPredictions few = Slices.of(evidence, LatentPredictions.class, picks);
        double[] uncertainty = new LeastConfidence().score(few);
        List<List<Term>> near = cosine ? cosines(evidence, picks) : Terms.nearest(evidence, picks);
        List<List<Term>> terms = new ArrayList<>();
        for (int i = 0; i < picks.length; i++) {
            Term alpha = new Term("alpha", (evidence.size() - i) / all);
            terms.add(Terms.both(
                    Terms.both(List.of(alpha), near.get(i)), List.of(new Term("uncertainty", uncertainty[i]))));
        }
        return terms;
    }

    /** One minus the cosine is half the squared distance at unit length. */
    private static List<List<Term>> cosines(LatentPredictions evidence, int[] picks) {
        return Terms.nearest(evidence, picks, UnitLength::of).stream()
                .map(terms -> terms.stream()
                        .map(term -> new Term(term.name(), term.value() * term.value() / 2, term.about()))
                        .toList())
                .toList();
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return (sizes.m() > 0
                        ? Estimate.farthest(sizes)
                        : Estimate.pairs(sizes).plus(Estimate.lazily(sizes, sizes.dimensions())))
                .plus(Estimate.probabilities(sizes))
                .holding(cosine ? 2.0 * Double.BYTES * (sizes.n() + sizes.m()) * sizes.dimensions() : 0);
    }
}
