package dev.quarry.kernel;

/**
 * How uncertain one class distribution is. Every function reads rows {@code from} (inclusive) to {@code to} (exclusive)
 * of a matrix of shape [n, C] whose rows sum to 1, and writes the value of row {@code from + i} to {@code out[i]}.
 */
public final class Uncertainty {

    private Uncertainty() {}

    /** The negated gap between the two largest probabilities, in [−1, 0]; −p where there is one class only. */
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
            out[i - from] = second - first;
        }
    }
}
