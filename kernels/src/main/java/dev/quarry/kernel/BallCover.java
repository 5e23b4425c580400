package dev.quarry.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cover by balls: the gain of a row is how many rows that are not covered yet lie nearer to it than a radius, itself
 * included; taking it covers them. The graph of near rows is kept while it has at most n·d pairs; where there are more,
 * a gain goes down by the rows near it that became covered when it is asked for. No table of distances.
 *
 * <p>O(n²·d / 2) time at first, bounds before distances; with the graph little more than that, without it O(n·d) at most for
 * each row that becomes covered; O(n) memory beside the rows, which may lie in a file, and 16 bytes for each pair of the
 * graph.
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
     * @param points shape [n, d]; rows of a file stay there and are read front to back for every block of rows
     * @param centres shape [m, d]: what lies nearer than the radius to one of them is covered already
     * @param radius above 0, may be infinite; what lies exactly at this distance is outside
     */
    public BallCover(Matrix points, Matrix centres, double radius) {
        this(points, outside(points, centres, radius * radius), radius);
    }

    /**
     * @param points shape [n, d]; rows of a file stay there and are read front to back for every block of rows
     * @param open which rows are not covered already, shape [n]
     * @param radius above 0, may be infinite; what lies exactly at this distance is outside
     */
    public BallCover(Matrix points, boolean[] open, double radius) {
        int n = points.rows();
        this.points = points;
        this.squaredRadius = radius * radius;
        this.known = new CatchUp(points);
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
        RowBlock block = new RowBlock(points).read(from, to);
        RowBlock others = new RowBlock(points);
        Near near = Vectors.PRESENT && !points.isDouble() ? new Near(block, from, to) : null;
        for (int start = from; start < size(); start += ROWS) {
            int stop = Math.min(start + ROWS, size());
            others.read(start, stop);
            if (near != null) {
                near.prepare(others, start, stop);
            }
            for (int row = start; row < stop; row++) {
                int end = Math.min(row, to);
                if (near == null) {
                    measured(others, row, block, from, end, pairs);
                } else {
                    near.find(row, end, pairs);
                }
            }
        }
    }

    private void measured(RowBlock others, int row, RowBlock block, int from, int to, Pairs pairs) {
        for (int other = from; other < to; other++) {
            if (others.squared(row, block, other) < squaredRadius) {
                pairs.add(row, other);
            }
        }
    }

    /** Finds which rows of a block lie nearer to a row than the radius. */
    private final class Near {
        private final RowBlock block;
        private final int first;
        private final ProductTile tile;
        private final float[] bounds;
        private RowBlock others;
        private int start;

        Near(RowBlock block, int from, int to) {
            this.block = block;
            this.others = block;
            this.first = from;
            this.tile = new ProductTile(block.floats(), block.at(from), to - from, points.cols());
            this.bounds = new float[ROWS * tile.columns() + Simd.LANES];
        }

        void prepare(RowBlock others, int from, int to) {
            this.others = others;
            this.start = from;
            tile.shifted(others.floats(), others.at(from), to - from, bounds);
        }

        /** Finds the near rows of the block below {@code to} of one of the rows that were prepared. */
        void find(int row, int to, Pairs pairs) {
            double square = others.square(row);
            double slack = tile.slack(square);
            float outside = Math.nextUp((float) (squaredRadius - square + slack + squaredRadius * 0x1p-22));
            double inside = squaredRadius - square - slack;
            int base = (row - start) * tile.columns();
            int end = base + to - first;
            for (int j = Simd.firstNotAbove(bounds, base, end, outside);
                    j < end;
                    j = Simd.firstNotAbove(bounds, j + 1, end, outside)) {
                int other = first + j - base;
                if (bounds[j] < inside || others.squared(row, block, other) < squaredRadius) {
                    pairs.add(row, other);
                }
            }
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

    /** Whether all gains are up to date at any time; otherwise what is known without work bounds them from above. */
    public boolean isCurrent() {
        return graph != null;
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
        RowBlock taken = new RowBlock(points).read(row, row + 1);
        RowBlock open = new RowBlock(points);
        int read = 0; // rows below are read
        for (int i = before; i < end; i++) { // in ascending order
            int other = order[i];
            if (other >= read) {
                read = Math.min(size(), other + RowBlock.ROWS);
                open.read(other, read);
            }
            if (other == row || open.squared(other, taken, row) < squaredRadius) {
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
     * only; infinite if there is no row of another cluster that would matter. O(n²·d / 2) time.
     *
     * @param points shape [n, d]
     * @param clusters the cluster of each row, 0 to c − 1
     */
    public static double pureRadius(Matrix points, int[] clusters, double purity) {
        double[] foes = Foes.squared(points, clusters);
        Arrays.sort(foes);
        int impure = (int) Math.floor((1 - purity) * foes.length + 1e-9); // so many balls may hold a foe
        if (impure >= foes.length) {
            return Double.POSITIVE_INFINITY;
        }
        double radius = Math.sqrt(foes[impure]);
        return radius * radius > foes[impure] ? Math.nextDown(radius) : radius; // the foe itself lies outside
    }
}
