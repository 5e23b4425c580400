package dev.quarry.kernel;

/**
 * How uncertain one class distribution is, higher being more uncertain. Every function reads rows {@code from}
 * (inclusive) to {@code to} (exclusive) of a matrix of shape [n, C] whose rows sum to 1, and writes the value of row
 * {@code from + i} to {@code out[i]}. O(C) per row. Logarithms are natural.
 *
 * <p>A range that is stated is kept even where a probability exceeds 1 by rounding.
 */
public final class Uncertainty {

    private Uncertainty() {}

    /** One minus the largest probability, in [0, 1 − 1/C]. */
    public static void leastConfidence(Matrix p, int from, int to, double[] out) {
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
        double[] row = new double[p.cols()];
        for (int i = from; i < to; i++) {
            p.copyRow(i, row);
            out[i - from] = entropy(row, 0, row.length);
        }
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
