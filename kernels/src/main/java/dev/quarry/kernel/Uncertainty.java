package dev.quarry.kernel;

/**
 * How uncertain one class distribution is, higher being more uncertain. Every function reads rows {@code from}
 * (inclusive) to {@code to} (exclusive) of a matrix of shape [n, C] whose rows sum to 1, and writes the value of row
 * {@code from + i} to {@code out[i]}. O(C) per row. Logarithms are natural.
 *
 * <p>A range that is stated is kept even where a probability exceeds 1 by rounding. The terms of an entropy of float32
 * probabilities are computed in float32 and summed in float64.
 */
public final class Uncertainty {

    /** Numbers of a block that are worked on together; they stay in the first-level cache. */
    private static final int BLOCK = 2048;

    private Uncertainty() {}

    /** One minus the largest probability, in [0, 1 − 1/C]. */
    public static void leastConfidence(Matrix p, int from, int to, double[] out) {
        if (!p.isDouble()) {
            twoLargest(p, from, to, (i, first, second) -> out[i] = Math.max(0, 1 - first));
            return;
        }
        double[] row = new double[p.cols()];
        for (int i = from; i < to; i++) {
            p.copyRow(i, row);
            double first = 0;
            for (double value : row) {
                first = Math.max(first, value);
            }
            out[i - from] = Math.max(0, 1 - first);
        }
    }

    /** The negated gap between the two largest probabilities, in [−1, 0]; 0 where there is one class only. */
    public static void margin(Matrix p, int from, int to, double[] out) {
        if (!p.isDouble()) {
            boolean alone = p.cols() == 1;
            twoLargest(p, from, to, (i, first, second) -> out[i] = alone ? 0 : second - first);
            return;
        }
        double[] row = new double[p.cols()];
        for (int i = from; i < to; i++) {
            p.copyRow(i, row);
            double first = 0;
            double second = 0;
            for (double value : row) {
                if (value > first) {
                    second = first;
                    first = value;
                } else if (value > second) {
                    second = value;
                }
            }
            out[i - from] = row.length == 1 ? 0 : second - first;
        }
    }

    /** The second largest probability over the largest, in [0, 1]; 0 where there is one class only. */
    public static void ratio(Matrix p, int from, int to, double[] out) {
        if (!p.isDouble()) {
            twoLargest(p, from, to, (i, first, second) -> out[i] = second / first);
            return;
        }
        double[] row = new double[p.cols()];
        for (int i = from; i < to; i++) {
            p.copyRow(i, row);
            double first = 0;
            double second = 0;
            for (double value : row) {
                if (value > first) {
                    second = first;
                    first = value;
                } else if (value > second) {
                    second = value;
                }
            }
            out[i - from] = second / first;
        }
    }

    /** The entropy {@code −Σ p·ln p} with {@code 0·ln 0 = 0}, in nats, in [0, ln C]. */
    public static void entropy(Matrix p, int from, int to, double[] out) {
        if (!p.isDouble()) {
            entropyOfFloats(p, from, to, out);
            return;
        }
        double[] row = new double[p.cols()];
        for (int i = from; i < to; i++) {
            p.copyRow(i, row);
            out[i - from] = entropy(row, 0, row.length);
        }
    }

    private static void entropyOfFloats(Matrix p, int from, int to, double[] out) {
        int classes = p.cols();
        int most = Math.max(1, BLOCK / Math.max(1, classes));
        float[] terms = new float[most * classes];
        p.floatBlocks(from, to, most, (values, at, row, rows) -> {
            terms(values, at, rows * classes, terms);
            for (int r = 0; r < rows; r++) {
                out[row - from + r] = Math.max(0, -sum(terms, r * classes, (r + 1) * classes));
            }
        });
    }

    /** {@code p·ln p} of {@code count} float32 numbers. */
    static void terms(float[] p, int at, int count, float[] out) {
        if (Vectors.PRESENT) {
            Simd.terms(p, at, count, out);
        } else {
            Plain.terms(p, at, count, out);
        }
    }

    /** The float64 sum of {@code values[from..to)}, in order. */
    static double sum(float[] values, int from, int to) {
        double sum = 0;
        for (int j = from; j < to; j++) {
            sum += values[j];
        }
        return sum;
    }

    /** Receives the two largest probabilities of row {@code from + i}; 0 for what is not there. */
    @FunctionalInterface
    private interface TwoLargest {
        void accept(int i, double first, double second);
    }

    /** Compares by bits, since numbers from 0 on have the order of their bits, and a NaN is then above all others. */
    private static void twoLargest(Matrix p, int from, int to, TwoLargest result) {
        int classes = p.cols();
        p.floatBlocks(from, to, Math.max(1, BLOCK / Math.max(1, classes)), (values, start, row, rows) -> {
            for (int r = 0, at = start; r < rows; r++, at += classes) {
                int first = 0;
                int second = 0;
                for (int j = at; j < at + classes; j++) {
                    int bits = Float.floatToRawIntBits(values[j]);
                    second = Math.max(second, Math.min(first, bits));
                    first = Math.max(first, bits);
                }
                result.accept(row - from + r, Float.intBitsToFloat(first), Float.intBitsToFloat(second));
            }
        });
    }

    /** The entropy of the distribution {@code p[from..to)}. */
    static double entropy(double[] p, int from, int to) {
        double sum = 0;
        for (int j = from; j < to; j++) {
            if (p[j] != 0) {
                sum -= p[j] * StrictMath.log(p[j]);
            }
        }
        return Math.max(0, sum);
    }
}
