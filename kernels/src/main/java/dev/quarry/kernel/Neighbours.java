package dev.quarry.kernel;

import java.util.Arrays;

/**
 * The nearest neighbours of every row, exact: nearest first, to the bit by the distance of {@link Distances}, equally
 * near ones by tie. A row is no neighbour of itself, but its duplicates are.
 *
 * <p>Distances are first bounded in tiles at the speed of a matrix product; only pairs that may matter by these bounds
 * are measured. O(n²·d / 2) time, O(n·k) memory beside the rows, which may lie in a file; no table of distances.
 */
public final class Neighbours {

    private static final int BLOCK = 512;
    private static final int ROWS = 32;

    private final int k;
    private final int[] held;
    private final int[] neighbours;
    private final double[] squared; // as they are where distances are absolute differences
    private final TopK.Ties ties;
    private final boolean manhattan;

    private Neighbours(int n, int k, boolean manhattan, TopK.Ties ties) {
        Memory.require((long) n * k * (Integer.BYTES + Double.BYTES), "The graph of nearest neighbours");
        this.k = k;
        this.held = new int[n];
        this.neighbours = new int[Math.multiplyExact(n, k)];
        this.squared = new double[neighbours.length];
        this.ties = ties;
        this.manhattan = manhattan;
    }

    /**
     * The nearest neighbours of rows among one another.
     *
     * @param points shape [n, d]; rows of a file stay there and are read front to back for every block of rows
     * @param k how many for each row, at least 0; n − 1 if there are fewer
     * @param ties which of several equally near rows: the first by this order
     */
    public static Neighbours of(Matrix points, int k, TopK.Ties ties) {
        int n = points.rows();
        Neighbours graph = new Neighbours(n, Math.min(k, Math.max(0, n - 1)), false, ties);
        graph.search(points, points, true);
        return graph;
    }

    /** The same by {@linkplain Distances#manhattan absolute differences}; every distance is measured in float64. */
    public static Neighbours manhattan(Matrix points, int k, TopK.Ties ties) {
        int n = points.rows();
        Neighbours graph = new Neighbours(n, Math.min(k, Math.max(0, n - 1)), true, ties);
        graph.search(points, points, true);
        return graph;
    }

    /**
     * The nearest of some other rows for every row.
     *
     * @param points shape [n, d]; rows of a file stay there and are read front to back for every block of rows
     * @param others shape [m, d]
     * @param k how many for each row, at least 0; m if there are fewer
     * @param ties which of several equally near others: the first by this order
     */
    public static Neighbours of(Matrix points, Matrix others, int k, TopK.Ties ties) {
        Neighbours graph = new Neighbours(points.rows(), Math.min(k, others.rows()), false, ties);
        if (points.rows() > 0 && others.rows() > 0) {
            Distances.checkWidths(points, others);
            graph.search(points, others, false);
        }
        return graph;
    }

    /** How many rows have neighbours, n. */
    public int size() {
        return held.length;
    }

    /** How many neighbours each row has. */
    public int k() {
        return k;
    }

    /** A neighbour of a row; place 0 is the nearest. */
    public int neighbour(int row, int place) {
        return neighbours[row * k + place];
    }

    /** Its squared distance to the row. */
    public double squared(int row, int place) {
        double distance = squared[row * k + place];
        return manhattan ? distance * distance : distance;
    }

    /** Its distance to the row. */
    public double distance(int row, int place) {
        double distance = squared[row * k + place];
        return manhattan ? distance : Math.sqrt(distance);
    }

    private void search(Matrix points, Matrix others, boolean among) {
        if (k == 0) {
            return;
        }
        Object[] locks = new Object[(points.rows() + BLOCK - 1) / BLOCK];
        Arrays.setAll(locks, i -> new Object());
        Workers.current().chunks(others.rows(), BLOCK, (from, to) -> {
            boolean bounded = Vectors.PRESENT && !manhattan && !points.isDouble() && !others.isDouble();
            RowBlock rowsNow = new RowBlock(points);
            RowBlock some = new RowBlock(others).read(from, to);
            Block block = bounded
                    ? new Bounded(rowsNow, some, from, to, among, points.cols())
                    : new Measured(rowsNow, some, from, to, among);
            for (int row = among ? from : 0; row < points.rows(); row += ROWS) {
                int rows = Math.min(ROWS, points.rows() - row);
                rowsNow.read(row, row + rows);
                block.prepare(row, rows);
                Object lock = locks[row / BLOCK];
                synchronized (among ? locks[from / BLOCK] : lock) { // never a later lock before an earlier one
                    synchronized (lock) {
                        block.offer(row, rows);
                    }
                }
            }
        });
    }

    /** The largest distance that may still matter to a row. */
    private double reach(int row) {
        return held[row] < k ? Double.POSITIVE_INFINITY : squared[row * k + k - 1];
    }

    private void offer(int row, int other, double distance) {
        int at = row * k;
        int place = held[row];
        if (place == k) {
            if (!before(distance, other, at + k - 1)) {
                return;
            }
            place--;
        } else {
            held[row]++;
        }
        while (place > 0 && before(distance, other, at + place - 1)) {
            squared[at + place] = squared[at + place - 1];
            neighbours[at + place] = neighbours[at + place - 1];
            place--;
        }
        squared[at + place] = distance;
        neighbours[at + place] = other;
    }

    private boolean before(double distance, int other, int place) {
        if (distance != squared[place]) {
            return distance < squared[place];
        }
        int order = Long.compareUnsigned(ties.of(other), ties.of(neighbours[place]));
        return order != 0 ? order < 0 : other < neighbours[place];
    }

    /** The pairs of some others with all rows; among one another each pair once, for both of its rows. */
    private interface Block {
        /** Work on a run of rows that touches no neighbours. */
        void prepare(int row, int rows);

        /** Offers what may be near, with the neighbours of the rows and of the block locked. */
        void offer(int row, int rows);
    }

    /** Every pair is measured. */
    private final class Measured implements Block {
        private final RowBlock points;
        private final RowBlock others;
        private final int from;
        private final int to;
        private final boolean among;
        private final double[] distances = new double[ROWS * BLOCK];

        Measured(RowBlock points, RowBlock others, int from, int to, boolean among) {
            this.points = points;
            this.others = others;
            this.from = from;
            this.to = to;
            this.among = among;
        }

        @Override
        public void prepare(int row, int rows) {
            for (int r = row; r < row + rows; r++) {
                for (int c = from; c < (among ? Math.min(r, to) : to); c++) {
                    distances[(r - row) * BLOCK + c - from] =
                            manhattan ? points.manhattan(r, others, c) : points.squared(r, others, c);
                }
            }
        }

        @Override
        public void offer(int row, int rows) {
            for (int r = row; r < row + rows; r++) {
                for (int c = from; c < (among ? Math.min(r, to) : to); c++) {
                    double distance = distances[(r - row) * BLOCK + c - from];
                    Neighbours.this.offer(r, c, distance);
                    if (among) {
                        Neighbours.this.offer(c, r, distance);
                    }
                }
            }
        }
    }

    /** Only pairs that may matter are measured. */
    private final class Bounded implements Block {
        private final RowBlock points;
        private final RowBlock others;
        private final int from;
        private final int to;
        private final boolean among;
        private final ProductTile tile;
        private final float[] bounds;
        private final float[] reaches; // those of the block, rounded up

        Bounded(RowBlock points, RowBlock others, int from, int to, boolean among, int d) {
            this.points = points;
            this.others = others;
            this.from = from;
            this.to = to;
            this.among = among;
            this.tile = new ProductTile(others.floats(), others.at(from), to - from, d);
            this.bounds = new float[ROWS * tile.columns() + Simd.LANES];
            this.reaches = new float[tile.columns() + Simd.LANES];
            Arrays.fill(reaches, Float.NEGATIVE_INFINITY);
        }

        @Override
        public void prepare(int row, int rows) {
            tile.shifted(points.floats(), points.at(row), rows, bounds);
        }

        @Override
        public void offer(int row, int rows) {
            for (int c = from; among && c < to; c++) {
                reaches[c - from] = up(reach(c));
            }
            for (int r = row; r < row + rows; r++) {
                scan(r, (r - row) * tile.columns());
            }
        }

        private void scan(int r, int at) {
            double square = points.square(r);
            double shift = tile.slack(square) - square;
            int end = at + (among ? Math.min(r, to) : to) - from;
            int next = at;
            while (next < end) {
                float reach = up(reach(r) + shift);
                next = Simd.firstNotAboveEither(bounds, next, end, reach, reaches, -at, up(shift));
                if (next < end) {
                    measure(r, from + next - at);
                }
                next++;
            }
        }

        private void measure(int r, int c) {
            double distance = points.squared(r, others, c);
            Neighbours.this.offer(r, c, distance);
            if (among) {
                Neighbours.this.offer(c, r, distance);
                reaches[c - from] = up(reach(c));
            }
        }

        private float up(double value) {
            return Math.nextUp((float) (value + Math.abs(value) * 0x1p-22));
        }
    }
}
