package dev.quarry.kernel;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lloyd's k-means, seeded by {@link DSquaredSampling}; rows may have weights.
 *
 * <p>Depends on the ids, not on the order of the rows: seeds are drawn by id, and a centre is the float64 sum of its rows
 * in the order of their ids, rounded to the precision of the rows. A cluster that loses all its rows moves to the row
 * that is farthest from its centre, by tie where several are; while every row lies on its centre it stays where it is
 * and remains empty.
 *
 * <p>O(rounds · n · k · d) time, O(n + k·d) memory. Lloyd. <i>Least squares quantization in PCM.</i> 1982; Arthur,
 * Vassilvitskii. <i>k-means++: the advantages of careful seeding.</i> SODA 2007.
 */
public final class KMeans {

    /** Enough rounds for almost every use; k-means stops by itself when no row changes its cluster. */
    public static final int ROUNDS = 100;

    private static final int BLOCK = 4096;

    private final Matrix centres;
    private final NearestCentres nearest;

    private KMeans(Matrix centres, NearestCentres nearest) {
        this.centres = centres;
        this.nearest = nearest;
    }

    /** Clusters rows that all weigh the same, in at most {@link #ROUNDS} rounds. */
    public static KMeans fit(Matrix points, int k, IntToLongFunction ids, Randomness random) {
        return fit(points, null, k, ROUNDS, ids, random);
    }

    /**
     * Clusters rows.
     *
     * @param points shape [n, d]; of one in a file each round reads twice: front to back, and in the order of the ids
     * @param weights shape [n], finite and not negative; null for the same weight everywhere
     * @param k how many clusters; as many as rows if there are fewer
     * @param rounds how often the centres move at most, at least 0
     * @param ids the id of a row; different for different rows
     * @param random the randomness of this clustering
     */
    public static KMeans fit(
            Matrix points, double @Nullable [] weights, int k, int rounds, IntToLongFunction ids, Randomness random) {
        SquaredDistances distances = SquaredDistances.rows(points);
        DSquaredSampling.Draws seeds = DSquaredSampling.draw(
                weights == null ? distances : distances.weighted(weights),
                DSquaredSampling.First.UNIFORM,
                k,
                ids,
                random);
        Matrix centres = points.select(seeds.rows());
        NearestCentres nearest = NearestCentres.of(points, centres);
        Clusters clusters = new Clusters(points, weights, ids, random);
        for (int round = 0; round < rounds && centres.rows() > 0; round++) {
            Matrix moved = clusters.centres(centres, nearest);
            NearestCentres after = NearestCentres.of(points, moved);
            boolean settled = moved.equals(centres);
            centres = moved;
            nearest = after;
            if (settled) {
                break;
            }
        }
        return new KMeans(centres, nearest);
    }

    /** The centres, shape [k, d], in the precision of the rows. */
    public Matrix centres() {
        return centres;
    }

    /** The cluster of a row: its nearest centre, the first one where several are. */
    public int cluster(int row) {
        return nearest.centre(row);
    }

    /** The squared distance of a row to its centre. */
    public double squared(int row) {
        return nearest.squared(row);
    }

    /** The {@linkplain #medoids(Matrix, Matrix, TopK.Ties) medoids} of these clusters. */
    public int[] medoids(TopK.Ties ties) {
        return medoids(nearest, centres.rows(), ties);
    }

    /**
     * For each centre in order the closest row among the rows whose nearest centre it is. A centre without such rows has
     * no medoid, so there may be fewer medoids than centres; no row is a medoid twice.
     *
     * @param points shape [n, d]
     * @param centres shape [k, d]
     * @param ties which of several equally close rows: the first by this order
     */
    public static int[] medoids(Matrix points, Matrix centres, TopK.Ties ties) {
        return medoids(NearestCentres.of(points, centres), centres.rows(), ties);
    }

    private static int[] medoids(NearestCentres nearest, int k, TopK.Ties ties) {
        int[] closest = new int[k];
        Arrays.fill(closest, -1);
        for (int row = 0; row < nearest.size(); row++) {
            int centre = nearest.centre(row);
            if (centre >= 0 && (closest[centre] < 0 || closer(nearest, row, closest[centre], ties))) {
                closest[centre] = row;
            }
        }
        return Arrays.stream(closest).filter(row -> row >= 0).toArray();
    }

    private static boolean closer(NearestCentres nearest, int a, int b, TopK.Ties ties) {
        if (nearest.squared(a) != nearest.squared(b)) {
            return nearest.squared(a) < nearest.squared(b);
        }
        return Long.compareUnsigned(ties.of(a), ties.of(b)) < 0;
    }

    /** The step that moves the centres. */
    private static final class Clusters {
        private final Matrix rows;
        private final double @Nullable [] weights;
        private final int[] byId;
        private final TopK.Ties ties;

        Clusters(Matrix rows, double @Nullable [] weights, IntToLongFunction ids, Randomness random) {
            this.rows = rows;
            this.weights = weights;
            this.byId = byId(rows.rows(), ids);
            Randomness tie = random.purpose("tie");
            this.ties = row -> tie.tie(ids.applyAsLong(row));
        }

        private static int[] byId(int n, IntToLongFunction ids) {
            long[] sorted = new long[n];
            Arrays.setAll(sorted, ids);
            Arrays.sort(sorted);
            int[] rows = new int[n];
            for (int row = 0; row < n; row++) {
                rows[Arrays.binarySearch(sorted, ids.applyAsLong(row))] = row;
            }
            return rows;
        }

        Matrix centres(Matrix before, NearestCentres nearest) {
            int k = before.rows();
            int[] starts = starts(nearest, k);
            double[] moved = new double[Math.multiplyExact(k, rows.cols())];
            double[] totals = new double[k];
            if (rows.isInMemory()) {
                int[] members = membersInOrder(nearest, starts);
                Workers.current().chunks(k, 1, (from, to) -> {
                    for (int c = from; c < to; c++) {
                        for (int i = starts[c]; i < starts[c + 1]; i += BLOCK) {
                            add(
                                    Arrays.copyOfRange(members, i, Math.min(starts[c + 1], i + BLOCK)),
                                    nearest,
                                    moved,
                                    totals);
                        }
                    }
                });
            } else {
                for (int i = 0; i < byId.length; i += BLOCK) {
                    add(Arrays.copyOfRange(byId, i, Math.min(byId.length, i + BLOCK)), nearest, moved, totals);
                }
            }
            divide(before, moved, totals);
            moveEmpty(nearest, starts, moved);
            DoubleMatrix exact = DoubleMatrix.wrap(moved, k, rows.cols());
            return rows.isDouble() ? exact : exact.toFloat();
        }

        /** Where the members of each cluster begin in a list of all. */
        private int[] starts(NearestCentres nearest, int k) {
            int[] starts = new int[k + 1];
            for (int row = 0; row < nearest.size(); row++) {
                starts[nearest.centre(row) + 1]++;
            }
            for (int c = 1; c < starts.length; c++) {
                starts[c] += starts[c - 1];
            }
            return starts;
        }

        /** The rows of cluster 0 by id, then those of cluster 1 …; cluster c begins at {@code starts[c]}. */
        private int[] membersInOrder(NearestCentres nearest, int[] starts) {
            int[] next = starts.clone();
            int[] members = new int[byId.length];
            for (int row : byId) {
                members[next[nearest.centre(row)]++] = row;
            }
            return members;
        }

        /** Adds some rows, in this order, each to the sum of its cluster. */
        private void add(int[] some, NearestCentres nearest, double[] sums, double[] totals) {
            Matrix block = rows.isInMemory() ? rows : rows.block(some);
            double[] row = new double[rows.cols()];
            for (int i = 0; i < some.length; i++) {
                block.copyRow(rows.isInMemory() ? some[i] : i, row);
                int c = nearest.centre(some[i]);
                double weight = weights == null ? 1 : weights[some[i]];
                totals[c] += weight;
                for (int j = 0; j < row.length; j++) {
                    sums[c * row.length + j] += weight * row[j];
                }
            }
        }

        /** Turns sums into means; a cluster without weight keeps its centre. */
        private static void divide(Matrix before, double[] moved, double[] totals) {
            int d = before.cols();
            double[] row = new double[d];
            for (int c = 0; c < totals.length; c++) {
                before.copyRow(c, row);
                for (int j = 0; j < d; j++) {
                    moved[c * d + j] = totals[c] > 0 ? moved[c * d + j] / totals[c] : row[j];
                }
            }
        }

        private void moveEmpty(NearestCentres nearest, int[] starts, double[] moved) {
            int[] empty = IntStream.range(0, starts.length - 1)
                    .filter(c -> starts[c] == starts[c + 1])
                    .toArray();
            if (empty.length == 0) {
                return;
            }
            double[] far = new double[nearest.size()];
            Arrays.setAll(far, nearest::squared);
            int[] farthest = TopK.largest(far, empty.length, ties);
            double[] row = new double[rows.cols()];
            for (int i = 0; i < farthest.length && far[farthest[i]] > 0; i++) {
                rows.copyRow(farthest[i], row);
                System.arraycopy(row, 0, moved, empty[i] * row.length, row.length);
            }
        }
    }
}
