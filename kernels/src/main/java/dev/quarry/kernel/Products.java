package dev.quarry.kernel;

/**
 * The product that linear models live on, in the shape that the just-in-time compiler turns into vector instructions:
 * inner loops over equal indices of separate arrays, two sums and four summands at a time.
 */
public final class Products {

    private Products() {}

    /**
     * {@code out[a][i] += Σ_b factor[a][b] · in[b][i]}, the summands added one after the other in the order of b: the
     * same bits however the rows are cut into blocks.
     *
     * @param outs how many arrays of {@code out}
     * @param ins how many arrays of {@code in}
     * @param length how many numbers of each array
     */
    public static void add(double[][] out, int outs, double[][] factor, double[][] in, int ins, int length) {
        int a = 0;
        for (; a + 2 <= outs; a += 2) {
            addTwo(out[a], out[a + 1], factor[a], factor[a + 1], in, ins, length);
        }
        if (a < outs) {
            addOne(out[a], factor[a], in, ins, length);
        }
    }

    private static void addTwo(
            double[] out, double[] out2, double[] factor, double[] factor2, double[][] in, int ins, int length) {
        int b = 0;
        for (; b + 4 <= ins; b += 4) {
            twoByFour(out, out2, factor, factor2, b, in[b], in[b + 1], in[b + 2], in[b + 3], length);
        }
        for (; b < ins; b++) {
            oneByOne(out, factor[b], in[b], length);
            oneByOne(out2, factor2[b], in[b], length);
        }
    }

    private static void addOne(double[] out, double[] factor, double[][] in, int ins, int length) {
        int b = 0;
        for (; b + 4 <= ins; b += 4) {
            oneByFour(out, factor, b, in[b], in[b + 1], in[b + 2], in[b + 3], length);
        }
        for (; b < ins; b++) {
            oneByOne(out, factor[b], in[b], length);
        }
    }

    private static void twoByFour(
            double[] out,
            double[] out2,
            double[] factor,
            double[] factor2,
            int b,
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            int length) {
        double f0 = factor[b];
        double f1 = factor[b + 1];
        double f2 = factor[b + 2];
        double f3 = factor[b + 3];
        double g0 = factor2[b];
        double g1 = factor2[b + 1];
        double g2 = factor2[b + 2];
        double g3 = factor2[b + 3];
        for (int i = 0; i < length; i++) {
            double v0 = x0[i];
            double v1 = x1[i];
            double v2 = x2[i];
            double v3 = x3[i];
            out[i] = out[i] + f0 * v0 + f1 * v1 + f2 * v2 + f3 * v3;
            out2[i] = out2[i] + g0 * v0 + g1 * v1 + g2 * v2 + g3 * v3;
        }
    }

    private static void oneByFour(
            double[] out, double[] factor, int b, double[] x0, double[] x1, double[] x2, double[] x3, int length) {
        double f0 = factor[b];
        double f1 = factor[b + 1];
        double f2 = factor[b + 2];
        double f3 = factor[b + 3];
        for (int i = 0; i < length; i++) {
            out[i] = out[i] + f0 * x0[i] + f1 * x1[i] + f2 * x2[i] + f3 * x3[i];
        }
    }

    private static void oneByOne(double[] out, double factor, double[] x, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = out[i] + factor * x[i];
        }
    }

    /** The inner product, in eight partial sums by index modulo 8. */
    public static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i + 8 <= a.length; i += 8) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
            s4 += a[i + 4] * b[i + 4];
            s5 += a[i + 5] * b[i + 5];
            s6 += a[i + 6] * b[i + 6];
            s7 += a[i + 7] * b[i + 7];
        }
        double rest = 0;
        for (; i < a.length; i++) {
            rest += a[i] * b[i];
        }
        return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7)) + rest;
    }

    /** {@code out += factor · x}. */
    public static void add(double[] out, double factor, double[] x) {
        oneByOne(out, factor, x, out.length);
    }
}
