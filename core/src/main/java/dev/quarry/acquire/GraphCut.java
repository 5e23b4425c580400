package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Density;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.Matrix;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Graph cut: again and again the candidate that is most similar to all candidates and least to what is labelled or taken,
 * {@code λ·Σ s(x, c) − 2·Σ s(c, t) − s(c, c)} with the similarity {@code 1 / (1 + distance)}. A large λ wants crowded
 * places, a small one wide spread. The score of a pick is its gain, which may be negative.
 *
 * <p>Similarities are rounded down to multiples of 2⁻⁴⁰ where they are summed over what is labelled or taken.
 *
 * <p>O(n²·d / 2 + n·(m + k)·d) time at most, O(n) memory. Iyer, Bilmes. <i>Submodular optimization with submodular cover and
 * submodular knapsack constraints.</i> NeurIPS 2013.
 */
@AutoService(Part.class)
@Named(
        value = "graph-cut",
        summary = "Similar to many candidates and unlike what is labelled or taken.",
        formula = "max over candidates c of λ·Σ over x of s(x, c) − 2·Σ over labelled or taken t of s(c, t) − 1",
        cost = "O(n²·d / 2 + n·(m + k)·d) at most",
        paper =
                "Iyer, Bilmes. Submodular optimization with submodular cover and submodular knapsack constraints. NeurIPS 2013")
@Advice(
        use = "Representative or spread out by one number: a large λ wants crowds, a small one distance.",
        avoid =
                "Likeness to a crowd does not fade as the crowd is covered, only the likeness between picks counts against them: with a dense blob in the pool λ = 1 takes several from it.")
public record GraphCut(
        @Help("λ, how much likeness to all candidates counts, from 0 on")
        double lambda) implements SetGain<Embeddings>, Estimated {

    /** States the rules. */
    public GraphCut {
        if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The lambda (%s) must be finite and at least 0.".formatted(lambda));
        }
    }

    /** λ = 1. */
    public GraphCut() {
        this(1);
    }

    @Override
    public Gains gains(Embeddings evidence) {
        return new Cut(evidence);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        Work roots = Work.logs(0.5 * sizes.n() * sizes.n()); // a root and a division take about what a logarithm does
        long beside = sizes.m() + sizes.k();
        return Estimate.pairs(sizes)
                .plus(new Estimate(roots, roots, 0))
                .plus(Estimate.lazily(new Sizes(sizes.n(), 0, 0, 0, 0, beside), sizes.dimensions()))
                .holding(4.0 * Double.BYTES * sizes.n() + (double) Double.BYTES * sizes.n() * sizes.dimensions());
    }

    private final class Cut implements Gains {
        private final Matrix points;
        private final Matrix labelled;
        private final double[] alike; // λ times the similarity to all candidates, less that to itself
        private final long[] near; // the similarity to what is labelled or taken, as far as it is known
        private final int[] seen;
        private final int[] taken;
        private final List<Matrix> takenPlaces = new ArrayList<>(); // of each, where rows are in a file
        private int count;

        Cut(Embeddings evidence) {
            this.points = evidence.embeddings();
            this.labelled = evidence.labelled();
            this.alike = Density.inverseDistance(points);
            this.near = new long[alike.length];
            this.seen = new int[alike.length];
            this.taken = new int[alike.length];
            for (int row = 0; row < alike.length; row++) {
                alike[row] = lambda * alike[row] * alike.length - 1;
            }
        }

        @Override
        public int size() {
            return alike.length;
        }

        @Override
        public double gain(int row, double floor) {
            while (seen[row] < labelled.rows() + count && value(row) >= floor) {
                int i = seen[row]++ - labelled.rows();
                double squared = i < 0
                        ? Distances.squared(points, row, labelled, i + labelled.rows())
                        : Distances.squared(points, row, takenPlaces.get(i), taken[i]);
                near[row] += (long) (0x1p40 / (1 + Math.sqrt(squared)));
            }
            return value(row);
        }

        private double value(int row) {
            return alike[row] - 2 * (near[row] * 0x1p-40);
        }

        @Override
        public void take(int row) {
            taken[count++] = row;
            takenPlaces.add(points.holding(row, row + 1));
        }
    }
}
