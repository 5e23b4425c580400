package dev.quarry.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Cover by balls: the gain of a row is how many rows that are not covered yet lie nearer to it than a radius, itself
 * included; taking it covers them. Neither the graph of near rows nor a table of distances is kept: when rows become covered,
 * the gains of all rows near them go down.
 *
 * <p>O(n²·d / 2) time at first, O(n·d) for each row that becomes covered, bounds before distances; O(n) memory.
 */
public final class BallCover implements Gains {

    private static final int BLOCK = 512;
    private static final int ROWS = 32;
    private static final int CHUNK = 4096;

    private final Matrix points;
    private final double squaredRadius;
    private final int[] gains;
    private final int[] uncovered;
    private int left;

    /**
     * @param points shape [n, d]; one that is mapped is copied into memory
     * @param centres shape [m, d]: what lies nearer than the radius to one of them is covered already
     * @param radius above 0, may be infinite; what lies exactly at this distance is outside
     */
    public BallCover(Matrix points, Matrix centres, double radius) {
        this(points, outside(points, centres, radius * radius), radius);
    }

    /**
     * @param points shape [n, d]; one that is mapped is copied into memory
     * @param open which rows are not covered already, shape [n]
     * @param radius above 0, may be infinite; what lies exactly at this distance is outside
     */
    public BallCover(Matrix points, boolean[] open, double radius) {
        int n = points.rows();
        this.points = points.inMemory();
        this.squaredRadius = radius * radius;
        this.gains = new int[n];
        this.uncovered = new int[n];
        for (int row = 0; row < n; row++) {
            if (open[row]) {
                uncovered[left++] = row;
                gains[row] = 1;
            }
        }
        Workers.current().chunks(n, BLOCK, (from, to) -> add(counts(from, to, open), from));
    }

    private static boolean[] outside(Matrix points, Matrix centres, double squaredRadius) {
        boolean[] outside = new boolean[points.rows()];
        NearestCentres nearest = NearestCentres.of(points, centres);
        for (int row = 0; row < outside.length; row++) {
            outside[row] = !(nearest.squared(row) < squaredRadius);
        }
        return outside;
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
        Near near = new Near(floats, floats.values(), from * d, to - from);
        for (int start = from; start < floats.rows(); start += ROWS) {
            near.prepare(start, Math.min(ROWS, floats.rows() - start));
            for (int row = start; row < Math.min(start + ROWS, floats.rows()); row++) {
                int end = Math.min(row, to) - from;
                near.turnTo(row);
                for (int c = near.next(0, end); c < end; c = near.next(c + 1, end)) {
                    count(row, from + c, open, counts);
                }
            }
        }
    }

    /** Finds which rows of a block lie nearer to a row than the radius. */
    private final class Near {
        private final FloatMatrix floats;
        private final float[] block;
        private final int at;
        private final ProductTile tile;
        private final float[] bounds;
        private int start;
        private int row;
        private float outside; // a bound above this is farther than the radius
        private double inside; // one below this is nearer

        Near(FloatMatrix floats, float[] block, int at, int count) {
            this.floats = floats;
            this.block = block;
            this.at = at;
            this.tile = new ProductTile(block, at, count, floats.cols());
            this.bounds = new float[ROWS * tile.columns() + Simd.LANES];
        }

        void prepare(int from, int rows) {
            start = from;
            tile.shifted(floats.values(), from * floats.cols(), rows, bounds);
        }

        /** Turns to one of the rows that were prepared. */
        void turnTo(int row) {
            int d = floats.cols();
            double square = Distances.dot(floats.values(), row * d, floats.values(), row * d, d);
            double slack = tile.slack(square);
            this.row = row;
            this.outside = Math.nextUp((float) (squaredRadius - square + slack + squaredRadius * 0x1p-22));
            this.inside = squaredRadius - square - slack;
        }

        /** The first place of the block from {@code from} on that is near to the row; {@code to} if there is none. */
        int next(int from, int to) {
            int d = floats.cols();
            int base = (row - start) * tile.columns();
            int j = Simd.firstNotAbove(bounds, base + from, base + to, outside);
            while (j < base + to
                    && !(bounds[j] < inside)
                    && !(Distances.squared(floats.values(), row * d, block, at + (j - base) * d, d) < squaredRadius)) {
                j = Simd.firstNotAbove(bounds, j + 1, base + to, outside);
            }
            return j - base;
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
        return gains[row];
    }

    @Override
    public void take(int row) {
        int[] covered = new int[left];
        int count = 0;
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
        for (int from = 0; from < count; from += BLOCK) {
            lower(Arrays.copyOfRange(covered, from, Math.min(count, from + BLOCK)));
        }
    }

    /** Takes rows that became covered from the gains of all rows near them. */
    private void lower(int[] covered) {
        Workers.current().chunks(gains.length, CHUNK, (from, to) -> {
            if (Vectors.PRESENT && points instanceof FloatMatrix floats) {
                lower(floats, covered, from, to);
            } else {
                for (int row = from; row < to; row++) {
                    for (int i = 0; i < covered.length && gains[row] > 0; i++) {
                        boolean near =
                                row == covered[i] || Distances.squared(points, row, points, covered[i]) < squaredRadius;
                        gains[row] -= near ? 1 : 0;
                    }
                }
            }
        });
    }

    private void lower(FloatMatrix floats, int[] covered, int from, int to) {
        Near near = new Near(floats, floats.select(covered).values(), 0, covered.length);
        for (int start = from; start < to; start += ROWS) {
            int end = Math.min(start + ROWS, to);
            if (Arrays.stream(gains, start, end).anyMatch(gain -> gain > 0)) {
                near.prepare(start, end - start);
                for (int row = start; row < end; row++) {
                    int lost = 0;
                    near.turnTo(row);
                    for (int i = near.next(0, covered.length);
                            i < covered.length && lost < gains[row];
                            i = near.next(i + 1, covered.length)) {
                        lost++;
                    }
                    gains[row] -= lost;
                }
            }
        }
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
