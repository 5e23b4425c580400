package dev.quarry.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Cover by balls: the gain of a row is how many rows that are not covered yet lie nearer to it than a radius, itself
 * included; taking it covers them. Neither the graph of near rows nor a table of distances is kept: a gain goes down by
 * the rows that were covered since it was last asked for.
 *
 * <p>O(n²·d / 2) time at first, bounds before distances, and O(n) memory.
 */
public final class BallCover implements Gains {

    private static final int BLOCK = 512;
    private static final int ROWS = 32;

    private final Matrix points;
    private final double squaredRadius;
    private final int[] gains;
    private final int[] seen; // how many of the covered rows a gain knows of
    private final int[] uncovered;
    private final int[] covered;
    private int left;
    private int count;

    /**
     * @param points shape [n, d]; one that is mapped is copied into memory
     * @param centres shape [m, d]: what lies nearer than the radius to one of them is covered already
     * @param radius above 0, may be infinite; what lies exactly at this distance is outside
     */
    public BallCover(Matrix points, Matrix centres, double radius) {
        int n = points.rows();
        this.points = points.inMemory();
        this.squaredRadius = radius * radius;
        this.gains = new int[n];
        this.seen = new int[n];
        this.uncovered = new int[n];
        this.covered = new int[n];
        boolean[] open = new boolean[n];
        NearestCentres nearest = centres.rows() == 0 ? null : NearestCentres.of(this.points, centres);
        for (int row = 0; row < n; row++) {
            open[row] = nearest == null || !(nearest.squared(row) < squaredRadius);
            if (open[row]) {
                uncovered[left++] = row;
                gains[row] = 1;
            }
        }
        Workers.current().chunks(n, BLOCK, (from, to) -> add(counts(from, to, open), from));
    }

    /** What every row gains by the pairs of rows {@code from} to {@code to} with one another and with all rows after. */
    private int[] counts(int from, int to, boolean[] open) {
        int[] counts = new int[gains.length];
        if (Vectors.PRESENT && points instanceof FloatMatrix floats) {
            bounded(floats, from, to, open, counts);
        } else {
            for (int row = from; row < points.rows(); row++) {
                for (int other = from; other < Math.min(row, to); other++) {
                    if (Distances.squared(points, row, points, other) < squaredRadius) {
                        count(row, other, open, counts);
                    }
                }
            }
        }
        return counts;
    }

    private void bounded(FloatMatrix floats, int from, int to, boolean[] open, int[] counts) {
        int d = floats.cols();
        float[] values = floats.values();
        ProductTile tile = new ProductTile(values, from * d, to - from, d);
        float[] bounds = new float[ROWS * tile.columns() + Simd.LANES];
        for (int start = from; start < floats.rows(); start += ROWS) {
            int rows = Math.min(ROWS, floats.rows() - start);
            tile.shifted(values, start * d, rows, bounds);
            for (int row = start; row < start + rows; row++) {
                double square = Distances.dot(values, row * d, values, row * d, d);
                double slack = tile.slack(square);
                float outside = Math.nextUp((float) (squaredRadius - square + slack + squaredRadius * 0x1p-22));
                double inside = squaredRadius - square - slack;
                int at = (row - start) * tile.columns();
                int end = at + Math.min(row, to) - from;
                for (int j = Simd.firstNotAbove(bounds, at, end, outside);
                        j < end;
                        j = Simd.firstNotAbove(bounds, j + 1, end, outside)) {
                    int other = from + j - at;
                    if (bounds[j] < inside
                            || Distances.squared(values, row * d, values, other * d, d) < squaredRadius) {
                        count(row, other, open, counts);
                    }
                }
            }
        }
    }

    private static void count(int row, int other, boolean[] open, int[] counts) {
        counts[other] += open[row] ? 1 : 0;
        counts[row] += open[other] ? 1 : 0;
    }

    private synchronized void add(int[] counts, int from) {
        for (int row = from; row < counts.length; row++) {
            gains[row] += counts[row];
        }
    }

    @Override
    public int size() {
        return gains.length;
    }

    @Override
    public double gain(int row, double floor) {
        while (seen[row] < count && gains[row] >= floor) {
            gains[row] -= Distances.squared(points, row, points, covered[seen[row]++]) < squaredRadius ? 1 : 0;
        }
        return gains[row];
    }

    @Override
    public void take(int row) {
        int staying = 0;
        for (int i = 0; i < left; i++) {
            int other = uncovered[i];
            if (other == row || Distances.squared(points, row, points, other) < squaredRadius) {
                covered[count++] = other;
            } else {
                uncovered[staying++] = other;
            }
        }
        left = staying;
    }

    /** How many rows are not covered. */
    public int uncovered() {
        return left;
    }

    /**
     * The largest radius at which at least the share {@code purity} of the balls around the rows hold rows of one cluster
     * only; infinite if there is no row of another cluster that would matter. O(n²·d) time.
     *
     * @param points shape [n, d]
     * @param clusters the cluster of each row, 0 to c − 1
     */
    public static double pureRadius(Matrix points, int[] clusters, double purity) {
        double[] foes = new double[points.rows()]; // squared distances to the nearest row of another cluster
        int most = Arrays.stream(clusters).max().orElse(-1);
        for (int cluster = 0; cluster <= most; cluster++) {
            int[] inside = where(clusters, cluster, true);
            int[] outside = where(clusters, cluster, false);
            if (inside.length > 0) {
                NearestCentres nearest = NearestCentres.of(points.select(inside), points.select(outside));
                for (int i = 0; i < inside.length; i++) {
                    foes[inside[i]] = nearest.squared(i);
                }
            }
        }
        Arrays.sort(foes);
        int impure = (int) Math.floor((1 - purity) * foes.length + 1e-9); // so many balls may hold a foe
        if (impure >= foes.length) {
            return Double.POSITIVE_INFINITY;
        }
        double radius = Math.sqrt(foes[impure]);
        return radius * radius > foes[impure] ? Math.nextDown(radius) : radius; // the foe itself lies outside
    }

    private static int[] where(int[] clusters, int cluster, boolean equal) {
        return IntStream.range(0, clusters.length)
                .filter(row -> (clusters[row] == cluster) == equal)
                .toArray();
    }
}
