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
            entropies(terms, rows, classes, 1, out, row - from);
        });
    }

    /**
     * Writes minus the sum of each row of terms over {@code members} to {@code out[at + row]}, not below 0. A sum runs in
     * order, in float64; four rows run abreast, since each addition waits for the one before.
     */
    static void entropies(float[] terms, int rows, int classes, int members, double[] out, int at) {
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            int first = r * classes;
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int j = first; j < first + classes; j++) {
                s0 += terms[j];
                s1 += terms[j + classes];
                s2 += terms[j + 2 * classes];
                s3 += terms[j + 3 * classes];
            }
            out[at + r] = Math.max(0, -s0 / members);
            out[at + r + 1] = Math.max(0, -s1 / members);
            out[at + r + 2] = Math.max(0, -s2 / members);
            out[at + r + 3] = Math.max(0, -s3 / members);
        }
        for (; r < rows; r++) {
            double sum = 0;
            for (int j = r * classes; j < (r + 1) * classes; j++) {
                sum += terms[j];
            }
            out[at + r] = Math.max(0, -sum / members);
        }
    }

    /** {@code p·ln p} of {@code count} float32 numbers. */
    static void terms(float[] p, int at, int count, float[] out) {
        if (Vectors.PRESENT) {
            Simd.terms(p, at, count, out);
        } else {
            Plain.terms(p, at, count, out);
        }
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
            int r = 0;
            for (; r <= rows - 4; r += 4) {
                fourRows(values, start + r * classes, classes, row - from + r, result);
            }
            for (; r < rows; r++) {
                oneRow(values, start + r * classes, classes, row - from + r, result);
            }
        });
    }

    private static void oneRow(float[] values, int at, int classes, int i, TwoLargest result) {
        int first = 0;
        int second = 0;
        for (int j = at; j < at + classes; j++) {
            int bits = Float.floatToRawIntBits(values[j]);
            second = Math.max(second, Math.min(first, bits));
            first = Math.max(first, bits);
        }
        result.accept(i, Float.intBitsToFloat(first), Float.intBitsToFloat(second));
    }

    /** Four rows abreast, since each comparison waits for the one before. */
    private static void fourRows(float[] values, int at, int classes, int i, TwoLargest result) {
        int a1 = 0;
        int a2 = 0;
        int b1 = 0;
        int b2 = 0;
        int c1 = 0;
        int c2 = 0;
        int d1 = 0;
        int d2 = 0;
        for (int j = at; j < at + classes; j++) {
            int a = Float.floatToRawIntBits(values[j]);
            int b = Float.floatToRawIntBits(values[j + classes]);
            int c = Float.floatToRawIntBits(values[j + 2 * classes]);
            int d = Float.floatToRawIntBits(values[j + 3 * classes]);
            a2 = Math.max(a2, Math.min(a1, a));
            a1 = Math.max(a1, a);
            b2 = Math.max(b2, Math.min(b1, b));
            b1 = Math.max(b1, b);
            c2 = Math.max(c2, Math.min(c1, c));
            c1 = Math.max(c1, c);
            d2 = Math.max(d2, Math.min(d1, d));
            d1 = Math.max(d1, d);
        }
        result.accept(i, Float.intBitsToFloat(a1), Float.intBitsToFloat(a2));
        result.accept(i + 1, Float.intBitsToFloat(b1), Float.intBitsToFloat(b2));
        result.accept(i + 2, Float.intBitsToFloat(c1), Float.intBitsToFloat(c2));
        result.accept(i + 3, Float.intBitsToFloat(d1), Float.intBitsToFloat(d2));
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
