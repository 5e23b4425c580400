package dev.quarry.kernel;

/**
 * Euclidean distances between rows.
 *
 * <p>A distance is defined to the last bit, so that a selection is the same on every machine: 32 partial sums by index
 * modulo 32, each a chain of fused multiply-adds in index order, then a fixed tree (16 + 16, 8 + 8, 4 + 4, 2 + 2, 1 + 1).
 * float32 rows give float32 arithmetic, float64 rows float64.
 */
public final class Distances {

    private Distances() {}

    /** The squared distance of row i of {@code a} to row j of {@code b}; both of the same precision and width. */
    public static double squared(Matrix a, int i, Matrix b, int j) {
        if (a instanceof FloatMatrix fa && b instanceof FloatMatrix fb) {
            return squared(fa.values(), i * fa.cols(), fb.values(), j * fb.cols(), fa.cols());
        }
        DoubleMatrix da = a.toDouble();
        DoubleMatrix db = b.toDouble();
        return squared(da.values(), i * da.cols(), db.values(), j * db.cols(), da.cols());
    }

    /** The squared distance of {@code a[ai..ai+d)} to {@code b[bi..bi+d)} in float32. */
    public static float squared(float[] a, int ai, float[] b, int bi, int d) {
        float[] sums = new float[32];
        for (int j = 0; j < d; j++) {
            float difference = a[ai + j] - b[bi + j];
            sums[j & 31] = Math.fma(difference, difference, sums[j & 31]);
        }
        for (int half = 16; half >= 1; half >>= 1) {
            for (int j = 0; j < half; j++) {
                sums[j] += sums[j + half];
            }
        }
        return sums[0];
    }

    /** The squared distance of {@code a[ai..ai+d)} to {@code b[bi..bi+d)} in float64. */
    public static double squared(double[] a, int ai, double[] b, int bi, int d) {
        double[] sums = new double[32];
        for (int j = 0; j < d; j++) {
            double difference = a[ai + j] - b[bi + j];
            sums[j & 31] = Math.fma(difference, difference, sums[j & 31]);
        }
        for (int half = 16; half >= 1; half >>= 1) {
            for (int j = 0; j < half; j++) {
                sums[j] += sums[j + half];
            }
        }
        return sums[0];
    }
}
