package dev.quarry.kernel;

/** The kernels in plain Java: the definition that {@link Simd} meets bit by bit, and the fallback where it cannot run. */
final class Plain {

    private Plain() {}

    static float squared(float[] a, int ai, float[] b, int bi, int d) {
        float[] sums = new float[32];
        int whole = d & ~31;
        for (int block = 0; block < whole; block += 32) {
            for (int j = 0; j < 32; j++) {
                float difference = a[ai + block + j] - b[bi + block + j];
                sums[j] = Math.fma(difference, difference, sums[j]);
            }
        }
        for (int j = 0; j < d - whole; j++) {
            float difference = a[ai + whole + j] - b[bi + whole + j];
            sums[j] = Math.fma(difference, difference, sums[j]);
        }
        return tree(sums);
    }

    static float dot(float[] a, int ai, float[] b, int bi, int d) {
        float[] sums = new float[32];
        int whole = d & ~31;
        for (int block = 0; block < whole; block += 32) {
            for (int j = 0; j < 32; j++) {
                sums[j] = Math.fma(a[ai + block + j], b[bi + block + j], sums[j]);
            }
        }
        for (int j = 0; j < d - whole; j++) {
            sums[j] = Math.fma(a[ai + whole + j], b[bi + whole + j], sums[j]);
        }
        return tree(sums);
    }

    static double squared(double[] a, int ai, double[] b, int bi, int d) {
        double[] sums = new double[32];
        for (int j = 0; j < d; j++) {
            double difference = a[ai + j] - b[bi + j];
            sums[j & 31] = Math.fma(difference, difference, sums[j & 31]);
        }
        return tree(sums);
    }

    static double dot(double[] a, int ai, double[] b, int bi, int d) {
        double[] sums = new double[32];
        for (int j = 0; j < d; j++) {
            sums[j & 31] = Math.fma(a[ai + j], b[bi + j], sums[j & 31]);
        }
        return tree(sums);
    }

    private static float tree(float[] sums) {
        for (int half = 16; half >= 1; half >>= 1) {
            for (int j = 0; j < half; j++) {
                sums[j] += sums[j + half];
            }
        }
        return sums[0];
    }

    private static double tree(double[] sums) {
        for (int half = 16; half >= 1; half >>= 1) {
            for (int j = 0; j < half; j++) {
                sums[j] += sums[j + half];
            }
        }
        return sums[0];
    }
}
