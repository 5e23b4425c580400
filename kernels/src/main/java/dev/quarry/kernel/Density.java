package dev.quarry.kernel;

import java.util.Arrays;

/**
 * How crowded the place of a row is. Terms are summed in fixed point, hence in any order, so that the result does not
 * depend on the order of the rows.
 *
 * <p>Of float64 rows the distances are those of {@link Distances}. Of float32 rows they are float32 too and come from a
 * product, {@code √((‖x‖² + ‖y‖²) − 2 x·y)} with x·y as one chain of fused multiply-adds in index order; where more than four
 * bits cancel, which is so for near rows, they are those of {@link Distances} again. Either way the bits are the same on every
 * machine.
 */
public final class Density {

    /** Rows of a block at least and at most; of sums in fixed point no more terms fit. */
    private static final int LEAST = 256;

    private static final int MOST = 1024;

    /** Rows that meet a block together, a multiple of those that lie side by side in a tile. */
    private static final int ROWS = 32;

    private static final int LANES = ProductTile.WIDTH > 1 ? ProductTile.WIDTH / 2 : 1;

    /** A squared distance below this part of ‖x‖² + ‖y‖² is not left to the product. */
    static final float CANCELLED = 0x1p-4f;

    private Density() {}

    /**
     * The mean of {@code 1 / (1 + distance)} over all rows, Euclidean, in (0, 1]; the row itself contributes 1 / n.
     *
     * <p>O(n²·d / 2) time in blocks, O(n) memory. Settles, Craven. <i>An analysis of active learning strategies for sequence
     * labeling tasks.</i> EMNLP 2008.
     *
     * @param points shape [n, d]; one that is mapped is read front to back again and again, O(n / 1,000) times
     * @return shape [n]
     */
    public static double[] inverseDistance(Matrix points) {
        return points.isDouble() ? means(points, 0) : means(points, squares(points), 0);
    }

    /**
     * The mean Euclidean distance to all rows, the row itself included. Time and memory as above.
     *
     * @param points shape [n, d], as above
     * @return shape [n]
     */
    public static double[] meanDistance(Matrix points) {
        double[] means;
        double diameter;
        if (points.isDouble()) {
            double longest = 0;
            for (int from = 0; from < points.rows(); from += LEAST) {
                double[] block = doubles(points, from, Math.min(points.rows(), from + LEAST));
                for (int at = 0; at < block.length; at += points.cols()) {
                    longest = Math.max(longest, Distances.dot(block, at, block, at, points.cols()));
                }
            }
            diameter = diameter(longest);
            means = means(points, diameter);
        } else {
            float[] squares = squares(points);
            float longest = 0;
            for (float square : squares) {
                longest = Math.max(longest, square);
            }
            diameter = diameter(longest);
            means = means(points, squares, diameter);
        }
        for (int row = 0; row < means.length; row++) {
            means[row] *= diameter;
        }
        return means;
    }

    /** No distance is more than twice that to the origin; a power of two changes no digit. */
    private static double diameter(double longest) {
        return Math.scalb(1.0, Math.getExponent(Math.max(Math.sqrt(longest), Float.MIN_NORMAL)) + 3);
    }

    /** ‖x‖² of float32 rows. */
    private static float[] squares(Matrix points) {
        int d = points.cols();
        float[] squares = new float[points.rows()];
        Workers.current()
                .chunks(
                        squares.length,
                        MOST,
                        (from, to) -> points.floatBlocks(from, to, ROWS, (values, at, row, rows) -> {
                            for (int r = 0; r < rows; r++) {
                                squares[row + r] = Distances.dot(values, at + r * d, values, at + r * d, d);
                            }
                        }));
        return squares;
    }

    /** The mean of a term of the distance: the share of a diameter, or with diameter 0 the inverse. */
    private static double[] means(Matrix points, float[] squares, double diameter) {
        return means(points, (from, to, sums) -> new Block(points, squares, from, to, diameter).add(sums));
    }

    private static double[] means(Matrix points, double diameter) {
        return means(points, (from, to, sums) -> doubles(points, from, to, diameter, sums));
    }

    /** Adds the terms of the pairs of rows {@code from} to {@code to} with one another and with all rows after them. */
    private interface Pairs {
        void add(int from, int to, Sums sums);
    }

    private static double[] means(Matrix points, Pairs pairs) {
        int n = points.rows();
        Memory.require(
                (1L + Workers.current().threads()) * n * 2 * Long.BYTES, "The density of (%d) rows".formatted(n));
        Sums all = new Sums(n);
        Workers.current().chunks(n, blockOf(points), (from, to) -> {
            Sums some = new Sums(n);
            pairs.add(from, to, some);
            all.add(some, from);
        });
        double[] means = new double[n];
        for (int row = 0; row < n; row++) {
            means[row] = all.of(row) / n;
        }
        return means;
    }

    /** A multiple of {@link #ROWS}: much is done once per block, but all threads are to have something to do. */
    private static int blockOf(Matrix points) {
        int threads = Workers.current().threads();
        int block = points.isInMemory()
                ? Math.max(LEAST, points.rows() / (8 * threads))
                : HeldRows.capacity(points) / threads;
        return Math.max(1, Math.min(MOST, block) / ROWS) * ROWS;
    }

    private static void doubles(Matrix points, int from, int to, double diameter, Sums sums) {
        int d = points.cols();
        double[] block = doubles(points, from, to);
        for (int start = from; start < points.rows(); start += ROWS) {
            int end = Math.min(start + ROWS, points.rows());
            double[] some = doubles(points, start, end);
            for (int i = start; i < end; i++) {
                for (int j = from; j < to; j++) {
                    double squared = Distances.squared(some, (i - start) * d, block, (j - from) * d, d);
                    double distance = Math.sqrt(squared);
                    sums.add(i, j, i >= to, diameter > 0 ? distance / diameter : 1 / (1 + distance));
                }
            }
        }
    }

    private static double[] doubles(Matrix points, int from, int to) {
        int d = points.cols();
        double[] values = new double[(to - from) * d];
        double[] row = new double[d];
        for (int i = from; i < to; i++) {
            points.copyRow(i, row);
            System.arraycopy(row, 0, values, (i - from) * d, d);
        }
        return values;
    }

    /** The pairs of float32 rows {@code from} to {@code to} with one another and with all rows after them. */
    private static final class Block {
        private final Matrix points;
        private final int from;
        private final int to;
        private final float share; // 1 / diameter, 0 for the inverse
        private final float[] columns; // the rows of the block
        private final int columnsAt;
        private final float[] squares;
        private final float[] columnSquares; // infinite beyond the block
        private final ProductTile tile;
        private final float[] products = new float[ROWS * ProductTile.WIDTH];
        private final Fixed columnSums;
        private final Fixed rowSums; // several numbers a row

        Block(Matrix points, float[] squares, int from, int to, double diameter) {
            int d = points.cols();
            this.points = points;
            this.squares = squares;
            this.from = from;
            this.to = to;
            this.share = diameter > 0 ? (float) (1 / diameter) : 0;
            if (points instanceof FloatMatrix floats) {
                columns = floats.values();
                columnsAt = from * d;
            } else {
                columns = new float[(to - from) * d];
                columnsAt = 0;
                points.copyRows(from, to, columns);
            }
            this.tile = new ProductTile(columns, columnsAt, to - from, d);
            this.columnSquares = Arrays.copyOf(Arrays.copyOfRange(squares, from, to), tile.columns());
            Arrays.fill(columnSquares, to - from, tile.columns(), Float.POSITIVE_INFINITY);
            this.columnSums = new Fixed(tile.columns());
            this.rowSums = new Fixed(ROWS * LANES);
        }

        void add(Sums sums) {
            points.floatBlocks(from, points.rows(), ROWS, (values, at, start, rows) -> {
                int before = Math.min(start, to) - from; // columns that are no rows of this run, nor come later
                for (int c = 0; c < Math.min(tile.columns(), before + ROWS); c += ProductTile.WIDTH) {
                    add(values, at, start, rows, c);
                }
                for (int r = 0; r < rows; r++) {
                    for (int lane = r * LANES; lane < (r + 1) * LANES; lane++) {
                        sums.add(start + r, rowSums.high[lane], rowSums.low[lane]);
                    }
                }
                for (int c = 0; c < before; c++) { // among the rows of a run each pair comes twice
                    sums.add(from + c, columnSums.high[c], columnSums.low[c]);
                }
                rowSums.clear();
                columnSums.clear();
            });
        }

        /** Adds the pairs of some rows with the columns from c on that lie side by side. */
        private void add(float[] values, int at, int start, int rows, int c) {
            tile.products(values, at, rows, c, products);
            boolean all = Vectors.PRESENT
                    ? Simd.densities(products, rows, squares, start, columnSquares, c, share, columnSums, rowSums)
                    : Plain.densities(
                            products,
                            rows,
                            ProductTile.WIDTH,
                            LANES,
                            squares,
                            start,
                            columnSquares,
                            c,
                            share,
                            columnSums,
                            rowSums);
            for (int j = 0; !all && j < rows * ProductTile.WIDTH; j++) {
                int r = j / ProductTile.WIDTH;
                int column = c + j % ProductTile.WIDTH;
                if (column < to - from) {
                    addLeftOut(values, at, start, r, column, products[j]);
                }
            }
        }

        /** Adds a pair if it was left out so far. */
        private void addLeftOut(float[] values, int at, int start, int r, int column, float product) {
            int d = points.cols();
            float sum = squares[start + r] + columnSquares[column];
            float squared = sum + product;
            if (!Plain.counts(squared, sum)) {
                if (!(squared >= sum * CANCELLED)) {
                    squared = Distances.squared(values, at + r * d, columns, columnsAt + column * d, d);
                }
                float term = Plain.density(squared, share);
                columnSums.add(column, term);
                rowSums.add(r * LANES, term);
            }
        }
    }

    /** Sums of terms in [0, 1], each as the nearest multiple of 2⁻²⁰ and what is left as one of 2⁻⁴²: at most 1,024 terms. */
    static final class Fixed {
        final int[] high;
        final int[] low;

        Fixed(int n) {
            high = new int[n];
            low = new int[n];
        }

        void add(int at, float term) {
            high[at] += Plain.coarse(term);
            low[at] += Plain.fine(term);
        }

        private void clear() {
            Arrays.fill(high, 0);
            Arrays.fill(low, 0);
        }
    }

    /** Sums of terms in [0, 1], each as a multiple of 2⁻³² and what is left as a multiple of 2⁻⁶³. */
    private static final class Sums {
        private static final int COARSE = 12; // from 2⁻²⁰ to 2⁻³²
        private static final int FINE = 21; // from 2⁻⁴² to 2⁻⁶³

        private final long[] high;
        private final long[] low;

        Sums(int n) {
            high = new long[n];
            low = new long[n];
        }

        /** Adds a term to row i and, if {@code both}, to row j. */
        void add(int i, int j, boolean both, double term) {
            double scaled = term * 0x1p32;
            long whole = (long) scaled;
            long rest = (long) ((scaled - whole) * 0x1p31);
            high[i] += whole;
            low[i] += rest;
            if (both) {
                high[j] += whole;
                low[j] += rest;
            }
        }

        /** Adds multiples of 2⁻²⁰ and of 2⁻⁴². */
        void add(int row, int coarse, int fine) {
            high[row] += (long) coarse << COARSE;
            low[row] += (long) fine << FINE;
        }

        /** Adds the sums of rows {@code from} on. */
        synchronized void add(Sums other, int from) {
            for (int row = from; row < high.length; row++) {
                high[row] += other.high[row];
                low[row] += other.low[row];
            }
        }

        double of(int row) {
            return (high[row] + low[row] * 0x1p-31) * 0x1p-32;
        }
    }
}
