package dev.quarry.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Cover by balls: the gain of a row is how many rows that are not covered yet lie nearer to it than a radius, itself
 * included; taking it covers them. The graph of near rows is kept while it has at most n·d pairs; where there are more,
 * a gain goes down by the rows near it that became covered when it is asked for. No table of distances.
 *
 * <p>O(n²·d / 2) time at first, bounds before distances; with the graph little more than that, without it O(n·d) at most for
 * each row that becomes covered; O(n) memory, and 16 bytes for each pair of the graph.
 */
public final class BallCover implements Gains {

    private static final int BLOCK = 512;
    private static final int ROWS = 32;

    private final Matrix points;
    private final double squaredRadius;
    private final CatchUp known;
    private final Covered covered = new Covered();
    private final int[] order; // the covered rows in the order in which they were, then the others
    private int count; // of those covered by what was taken
    private int left; // uncovered
    private final @Nullable NearGraph graph;

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
        this.known = new CatchUp(this.points);
        this.order = new int[n];
        for (int row = 0; row < n; row++) {
            if (open[row]) {
                order[left++] = row;
                known.gains()[row] = 1;
            }
        }
        NearGraph.Builder builder = new NearGraph.Builder(n, Math.min((long) n * points.cols(), Memory.budget() / 32));
        Workers.current().chunks(n, BLOCK, (from, to) -> {
            Pairs pairs = new Pairs(open, builder.pairs());
            find(from, to, pairs);
            add(pairs.counts, from);
            builder.add(pairs.near);
        });
        this.graph = builder.build();
    }

    private static boolean[] outside(Matrix points, Matrix centres, double squaredRadius) {
        boolean[] outside = new boolean[points.rows()];
        NearestCentres nearest = NearestCentres.of(points, centres);
        for (int row = 0; row < outside.length; row++) {
            outside[row] = !(nearest.squared(row) < squaredRadius);
        }
        return outside;
    }

    /** The near pairs of some rows: what each row gains by them, and the pairs themselves. */
    private static final class Pairs {
        private final boolean[] open;
        private final int[] counts;
        private final NearGraph.Pairs near;

        Pairs(boolean[] open, NearGraph.Pairs near) {
            this.open = open;
            this.counts = new int[open.length];
            this.near = near;
        }

        void add(int row, int other) {
            counts[other] += open[row] ? 1 : 0;
            counts[row] += open[other] ? 1 : 0;
            if (open[row] || open[other]) {
                near.add(row, other);
            }
        }
    }

    /** Finds the near pairs of rows {@code from} to {@code to} with one another and with all rows after. */
    private void find(int from, int to, Pairs pairs) {
        if (Vectors.PRESENT && points instanceof FloatMatrix floats) {
            bounded(floats, from, to, pairs);
            return;
        }
        for (int row = from; row < points.rows(); row++) {
            for (int other = from; other < Math.min(row, to); other++) {
                if (Distances.squared(points, row, points, other) < squaredRadius) {
                    pairs.add(row, other);
                }
            }
        }
    }

    private void bounded(FloatMatrix floats, int from, int to, Pairs pairs) {
        Near near = new Near(floats, from, to);
        for (int start = from; start < floats.rows(); start += ROWS) {
            near.prepare(start, Math.min(ROWS, floats.rows() - start));
            for (int row = start; row < Math.min(start + ROWS, floats.rows()); row++) {
                int end = Math.min(row, to) - from;
                near.turnTo(row);
                for (int c = near.next(0, end); c < end; c = near.next(c + 1, end)) {
                    pairs.add(row, from + c);
                }
            }
        }
    }

    /** Finds which rows of a block lie nearer to a row than the radius. */
    private final class Near {
        private final FloatMatrix floats;
        private final int first;
        private final ProductTile tile;
        private final float[] bounds;
        private int start;
        private int row;
        private float outside; // a bound above this is farther than the radius
        private double inside; // one below this is nearer

        Near(FloatMatrix floats, int from, int to) {
            this.floats = floats;
            this.first = from;
            this.tile = new ProductTile(floats.values(), from * floats.cols(), to - from, floats.cols());
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
                    && !(Distances.squared(floats.values(), row * d, floats.values(), (first + j - base) * d, d)
                            < squaredRadius)) {
                j = Simd.firstNotAbove(bounds, j + 1, base + to, outside);
            }
            return j - base;
        }
    }

    private synchronized void add(int[] counts, int from) {
        for (int row = from; row < counts.length; row++) {
            known.gains()[row] += counts[row];
        }
    }

    @Override
    public int size() {
        return order.length;
    }

    @Override
    public double gain(int row, double floor) {
        if (graph == null) {
            known.one(row, covered, count, floor);
        }
        return known.gains()[row];
    }

    @Override
    public int together() {
        return graph == null ? CatchUp.TOGETHER : 1;
    }

    @Override
    public void gains(int[] rows, int count, double floor, double[] out) {
        if (graph == null) {
            known.some(rows, count, covered, this.count, floor);
        }
        for (int i = 0; i < count; i++) {
            out[i] = known.gains()[rows[i]];
        }
    }

    @Override
    public void take(int row) {
        int[] staying = new int[left];
        int stay = 0;
        int before = count;
        int end = count + left;
        for (int i = before; i < end; i++) {
            int other = order[i];
            if (other == row || known.squared(row, other) < squaredRadius) {
                order[count++] = other;
            } else {
                staying[stay++] = other;
            }
        }
        left = stay;
        System.arraycopy(staying, 0, order, count, left);
        for (int i = before; graph != null && i < count; i++) {
            graph.lower(order[i], known.gains());
        }
    }

    /** The rows that became covered: each lowers the gains of the rows near to it and its own. */
    private final class Covered implements CatchUp.Log {
        @Override
        public int row(int e) {
            return order[e];
        }

        @Override
        public double reach(int e) {
            return Math.max(squaredRadius, Double.MIN_VALUE);
        }

        @Override
        public long effect(int e, int row, double squared) {
            return squared < squaredRadius || row == order[e] ? -1 : 0;
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
