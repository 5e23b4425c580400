package dev.quarry.kernel;

/**
 * How crowded the place of a row is. Terms are summed in fixed point, without rounding and hence in any order, so that
 * the result does not depend on the order of the rows.
 */
public final class Density {

    private static final int BLOCK = 64;

    private Density() {}

    /**
     * The mean of {@code 1 / (1 + distance)} over all rows, Euclidean, in (0, 1]; the row itself contributes 1 / n.
     *
     * <p>O(n²·d / 2) time in blocks, O(n) memory. float32 rows give float32 distances and terms. Settles, Craven. <i>An
     * analysis of active learning strategies for sequence labeling tasks.</i> EMNLP 2008.
     *
     * @param points shape [n, d]; one that is mapped is copied into memory
     * @return shape [n]
     */
    public static double[] inverseDistance(Matrix points) {
        return means(points.inMemory(), 0);
    }

    /**
     * The mean Euclidean distance to all rows, the row itself included. Time and memory as above; float32 rows give float32
     * distances.
     *
     * @param points shape [n, d]; one that is mapped is copied into memory
     * @return shape [n]
     */
    public static double[] meanDistance(Matrix points) {
        Matrix rows = points.inMemory();
        double farthest = 0;
        for (int row = 1; row < rows.rows(); row++) {
            farthest = Math.max(farthest, Distances.squared(rows, row, rows, 0));
        }
        // no distance is more than twice that to the first row; a power of two changes no digit
        double diameter = Math.scalb(1.0, Math.getExponent(Math.max(Math.sqrt(farthest), Float.MIN_NORMAL)) + 3);
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
                floats(floats, from, to, diameter, some);
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

    /** Rows {@code from} to {@code to} with one another and with all rows after them. */
    private static void floats(FloatMatrix points, int from, int to, double diameter, Sums sums) {
        int d = points.cols();
        DistanceTile tile = new DistanceTile(points.values(), from * d, to - from, d);
        float[] terms = new float[BLOCK * tile.columns()];
        for (int start = from; start < points.rows(); start += BLOCK) {
            int rows = Math.min(BLOCK, points.rows() - start);
            tile.squared(points.values(), start * d, rows, terms);
            if (diameter > 0) {
                for (int j = 0; j < rows * tile.columns(); j++) {
                    terms[j] = (float) Math.sqrt(terms[j]) * (float) (1 / diameter);
                }
            } else if (Vectors.PRESENT) {
                Simd.inverse(terms, rows * tile.columns());
            } else {
                Plain.inverse(terms, rows * tile.columns());
            }
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < to - from; c++) {
                    sums.add(start + r, from + c, start != from, terms[r * tile.columns() + c]);
                }
            }
        }
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

    /** Sums of terms in [0, 1], each as a multiple of 2⁻³² and what is left as a multiple of 2⁻⁶³. */
    private static final class Sums {
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
