package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Similarity;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Log-determinant: again and again the candidate by which the determinant of the similarities of all that is labelled or
 * taken grows most, the greedy mode of a determinantal point process. The gain is the logarithm of the variance that a
 * Gaussian process with that kernel still has at the candidate, so this is also its active learning by variance. The score
 * of a pick is its gain.
 *
 * <p>The kernel is {@code exp(−(distance / bandwidth)²)} with the ridge added to its diagonal. A candidate's part of the
 * Cholesky factor is extended only when the candidate is asked for, and only as far as it takes to see that it is out.
 * When the parts fill half the memory budget they are given up, and computed again where needed.
 *
 * <p>At most O(n·(m + k)·(m + k + d)) time, often far less, and 8·n·(m + k) bytes at most. Kulesza, Taskar. <i>Determinantal
 * point processes for machine learning.</i> 2012; Chen, Zhang, Zhou. <i>Fast greedy MAP inference for determinantal point
 * process to improve recommendation diversity.</i> NeurIPS 2018.
 */
@AutoService(Part.class)
@Named(
        value = "log-determinant",
        summary = "The candidate least explained by what is labelled or taken, by volume.",
        formula = "max over candidates of log det K(S ∪ x) − log det K(S), S labelled or taken",
        cost = "O(n·(m + k)·(m + k + d)) at most",
        paper =
                "Chen, Zhang, Zhou. Fast greedy MAP inference for determinantal point process to improve recommendation diversity. NeurIPS 2018")
@Advice(
        use = "A batch whose items span as much as possible, as a determinantal point process would like them.",
        avoid =
                "Volume is largest at the rim, so it takes corners and outliers and represents nobody. With more picks than the kernel has directions the ridge decides; its cost grows with the square of labelled and taken items.",
        shown = "log-determinant{unit: false}")
public record LogDeterminant(
        @Help("the bandwidth of the kernel exp(−(distance / bandwidth)²), above 0")
        double bandwidth,

        @Help("what is added to the diagonal, above 0") double ridge,

        @Help("whether places are scaled to unit length first")
        boolean unit)
        implements SetGain<Embeddings>, Estimated {

    /** Which part of the entries lazy greedy asks for, on data in clusters. */
    private static final double LIKELY = 0.3;

    /** States the rules. */
    public LogDeterminant {
        if (!(bandwidth > 0) || !(ridge > 0)) {
            throw new IllegalArgumentException(
                    "The bandwidth (%s) and the ridge (%s) must be positive.".formatted(bandwidth, ridge));
        }
    }

    /** A bandwidth of 1 at unit length, a ridge of 0.001. */
    public LogDeterminant() {
        this(1, 1e-3, true);
    }

    @Override
    public Gains gains(Embeddings evidence) {
        return new Variances(Whole.of(unit ? UnitLength.of(evidence) : evidence, Randomness.seed(0)), evidence.size());
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        double beside = sizes.m() + sizes.k();
        Work each = Work.distances((double) sizes.n() * beside * sizes.dimensions())
                .plus(Work.numbers(0.5 * sizes.n() * beside * beside))
                .plus(Work.logs(2.0 * sizes.n() * beside));
        Work known = Work.distances(0.5 * sizes.m() * sizes.m() * sizes.dimensions())
                .plus(Work.numbers(sizes.m() * (double) sizes.m() * sizes.m() / 6));
        double factors = 2.0 * Double.BYTES * (sizes.n() * beside + (double) sizes.m() * sizes.m());
        return Estimate.exact(sizes, known)
                .plus(new Estimate(each.times(LIKELY), each, 0))
                .holding(2.0 * Double.BYTES * (sizes.n() + sizes.m()) * (sizes.dimensions() + 2) + factors);
    }

    private final class Variances implements Gains {
        private static final double[] NONE = {};

        private final Matrix places;
        private final int n;
        private final double[] left; // the variance that a row still has
        private final double[][] factors; // its row of the Cholesky factor, as far as it was asked for
        private final int[] seen;
        private int[] taken = new int[16];
        private final List<Matrix> takenPlaces = new ArrayList<>(); // of each, where rows are in a file
        private final BitSet isTaken = new BitSet();
        private final long room = Memory.budget() / 2;
        private int count;
        private long held;

        Variances(Whole whole, int n) {
            this.places = whole.places();
            this.n = n;
            int all = whole.size();
            Memory.require(
                    2L * Double.BYTES * ((long) (all - n) * (all - n) + 2L * all),
                    "The log-determinant with (%d) labelled items".formatted(all - n),
                    "k-center, which spreads without a factor");
            this.left = new double[all];
            this.factors = new double[all][];
            Arrays.fill(factors, NONE);
            this.seen = new int[all];
            Arrays.fill(left, 1 + ridge);
            IntStream.range(n, all) // in an order of their own, so that roundings do not depend on the one given
                    .boxed()
                    .sorted(Comparator.comparingLong(row -> whole.id(row)))
                    .forEach(this::take);
        }

        @Override
        public int size() {
            return n;
        }

        @Override
        public double gain(int row, double floor) {
            while (seen[row] < count && StrictMath.log(left[row]) >= floor) {
                extend(row);
            }
            return StrictMath.log(left[row]);
        }

        private void extend(int row) {
            int step = seen[row]++;
            makeRoom(row, step);
            double entry = entry(row, step);
            factors[row][step] = entry;
            left[row] = Math.max(left[row] - entry * entry, ridge); // which rounding alone could undercut
        }

        private double entry(int row, int step) {
            int other = taken[step];
            double explained = 0;
            for (int i = 0; i < step; i++) {
                explained += factors[row][i] * factors[other][i];
            }
            double kernel = Similarity.GAUSSIAN.of(
                    Distances.squared(places, row, takenPlaces.get(step), other), Similarity.scale(bandwidth));
            return (kernel - explained) / Math.sqrt(left[other]);
        }

        /** Makes room for one more entry of a row; entries that were given up for others are computed again. */
        private void makeRoom(int row, int step) {
            if (step < factors[row].length) {
                return;
            }
            int length = step + Math.max(8, step);
            if (held + length * (long) Double.BYTES > room) {
                giveUp(row);
            }
            restore(row, step, length);
        }

        /** Gives a row room for so many entries; the first {@code known} of them are computed if they are not there. */
        private void restore(int row, int known, int length) {
            boolean lost = factors[row].length == 0;
            held += (length - factors[row].length) * (long) Double.BYTES;
            factors[row] = Arrays.copyOf(factors[row], length);
            for (int i = 0; i < known && lost; i++) {
                factors[row][i] = entry(row, i);
            }
        }

        /** Forgets the entries of all candidates but those taken and one. */
        private void giveUp(int row) {
            held = 0;
            for (int other = 0; other < factors.length; other++) {
                boolean stays = other >= n || other == row || isTaken.get(other);
                factors[other] = stays ? factors[other] : NONE;
                held += (long) factors[other].length * Double.BYTES;
            }
        }

        @Override
        public void take(int row) {
            while (seen[row] < count) {
                extend(row);
            }
            if (factors[row].length < count) {
                restore(row, count, count); // given up for a row that was asked for after it
            }
            if (count == taken.length) {
                taken = Arrays.copyOf(taken, 2 * count);
            }
            taken[count++] = row;
            takenPlaces.add(places.holding(row, row + 1));
            isTaken.set(row);
        }
    }
}
