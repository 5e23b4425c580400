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

    private static final int BLOCK = 256;
    private static final int ROWS = 32;

    /** A squared distance below this part of ‖x‖² + ‖y‖² is not left to the product. */
    static final float CANCELLED = 0x1p-4f;

    private Density() {}

    /**
     * The mean of {@code 1 / (1 + distance)} over all rows, Euclidean, in (0, 1]; the row itself contributes 1 / n.
     *
     * <p>O(n²·d / 2) time in blocks, O(n) memory. Settles, Craven. <i>An analysis of active learning strategies for sequence
     * labeling tasks.</i> EMNLP 2008.
     *
     * @param points shape [n, d]; one that is mapped is copied into memory
     * @return shape [n]
     */
    public static double[] inverseDistance(Matrix points) {
        return means(points.inMemory(), 0);
    }

    /**
     * The mean Euclidean distance to all rows, the row itself included. Time and memory as above.
     *
     * @param points shape [n, d]; one that is mapped is copied into memory
     * @return shape [n]
     */
    public static double[] meanDistance(Matrix points) {
        Matrix rows = points.inMemory();
        double longest = 0;
        for (int row = 0; row < rows.rows(); row++) {
            longest = Math.max(longest, Distances.dot(rows, row, rows, row));
        }
        // no distance is more than twice that to the origin; a power of two changes no digit
        double diameter = Math.scalb(1.0, Math.getExponent(Math.max(Math.sqrt(longest), Float.MIN_NORMAL)) + 3);
        double[] means = means(rows, diameter);
        for (int row = 0; row < means.length; row++) {
            means[row] *= diameter;
        }
        return means;
    }

    /** The mean of a term of the distance: the share of a diameter, or with diameter 0 the inverse. */
    private static double[] means(Matrix rows, double diameter) {
        int n = rows.rows();
        Sums all = new Sums(n);
        Workers.current().chunks(n, BLOCK, (from, to) -> {
            Sums some = new Sums(n);
            if (rows instanceof FloatMatrix floats) {
                new Block(floats, from, to, diameter).add(some);
            } else {
                doubles(rows.toDouble(), from, to, diameter, some);
            }
            all.add(some, from);
        });
        double[] means = new double[n];
        for (int row = 0; row < n; row++) {
            means[row] = all.of(row) / n;
        }
        return means;
    }

    private static void doubles(DoubleMatrix points, int from, int to, double diameter, Sums sums) {
        int d = points.cols();
        for (int i = from; i < points.rows(); i++) {
            for (int j = from; j < to; j++) {
                double squared = Distances.squared(points.values(), i * d, points.values(), j * d, d);
                double distance = Math.sqrt(squared);
                sums.add(i, j, i >= to, diameter > 0 ? distance / diameter : 1 / (1 + distance));
            }
        }
    }

    /** The pairs of float32 rows {@code from} to {@code to} with one another and with all rows after them. */
    private static final class Block {
        private final FloatMatrix points;
        private final int from;
        private final int to;
        private final float share; // 1 / diameter, 0 for the inverse
        private final ProductTile tile;
        private final float[] squares;
        private final float[] squared;
        private final int[] high; // sums of the columns, in multiples of 2⁻²⁰ and of 2⁻⁴²
        private final int[] low;

        Block(FloatMatrix points, int from, int to, double diameter) {
            this.points = points;
            this.from = from;
            this.to = to;
            this.share = diameter > 0 ? (float) (1 / diameter) : 0;
            this.tile = new ProductTile(points.values(), from * points.cols(), to - from, points.cols());
            this.squares = tile.squares();
            this.squared = new float[ROWS * tile.columns()];
            this.high = new int[tile.columns()];
            this.low = new int[tile.columns()];
        }

        void add(Sums sums) {
            int width = tile.columns();
            for (int start = from; start < points.rows(); start += ROWS) {
                int rows = Math.min(ROWS, points.rows() - start);
                tile.products(points.values(), start * points.cols(), rows, squared);
                for (int r = 0; r < rows; r++) {
                    square(start + r, r * width);
                    sums.add(
                            start + r,
                            Vectors.PRESENT
                                    ? Simd.fixedSums(squared, r * width, width, share, high, low)
                                    : Plain.fixedSums(squared, r * width, width, share, high, low));
                }
                for (int c = 0; c < to - from && start >= to; c++) { // before, each pair comes twice
                    sums.add(from + c, high[c], low[c]);
                }
                Arrays.fill(high, 0);
                Arrays.fill(low, 0);
            }
        }

        /** Replaces the products of a row by squared distances. */
        private void square(int row, int at) {
            int d = points.cols();
            int width = tile.columns();
            float[] values = points.values();
            float square = Distances.dot(values, row * d, values, row * d, d);
            boolean all = Vectors.PRESENT
                    ? Simd.squaredByProducts(squared, at, width, square, squares)
                    : Plain.squaredByProducts(squared, at, width, square, squares);
            for (int c = 0; !all && c < to - from; c++) {
                if (!(squared[at + c] >= (square + squares[c]) * CANCELLED)) {
                    squared[at + c] = Distances.squared(values, row * d, values, (from + c) * d, d);
                }
            }
            Arrays.fill(squared, at + to - from, at + width, share > 0 ? 0 : Float.POSITIVE_INFINITY); // a term of 0
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

        /** Adds a sum as {@link Plain#fixedSums} gives it. */
        void add(int row, long fixed) {
            int fine = (int) fixed;
            add(row, (int) ((fixed - fine) >> 32), fine);
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
