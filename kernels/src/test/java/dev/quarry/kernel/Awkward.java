package dev.quarry.kernel;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;

/** Inputs that kernels stumble over, and their reference implementations: plain, slow and obviously right. */
final class Awkward {

    private Awkward() {}

    /** Gaussian rows. */
    static float[] gauss(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int j = 0; j < count; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Rows in a few clusters, some of them duplicates, some zero, all shifted away from the origin by {@code shift}. */
    static FloatMatrix clusters(long seed, int n, int d, float shift) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] centres = gauss(seed + 1, 5 * Math.max(1, d));
        float[] values = new float[n * d];
        for (int i = 0; i < n; i++) {
            int kind = random.nextInt(8);
            int cluster = random.nextInt(5);
            int twin = i == 0 ? 0 : random.nextInt(i);
            for (int j = 0; j < d; j++) {
                values[i * d + j] = switch (kind) {
                    case 0 -> i == 0 ? 0 : values[twin * d + j];
                    case 1 -> 0;
                    default -> shift + 3 * centres[cluster * d + j] + (float) random.nextGaussian();
                };
            }
        }
        return FloatMatrix.wrap(values, n, d);
    }

    /** Distributions, some of them one-hot or uniform, some with zeros. */
    static FloatMatrix distributions(long seed, int n, int members, int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n * members * classes];
        for (int start = 0; start < values.length; start += classes) {
            int kind = random.nextInt(6);
            int hot = random.nextInt(classes);
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                double mass = switch (kind) {
                    case 0 -> c == hot ? 1 : 0;
                    case 1 -> 1;
                    case 2 -> random.nextBoolean() || c == hot ? random.nextDouble() : 0;
                    case 3 -> StrictMath.exp(-60 * random.nextDouble());
                    default -> random.nextDouble();
                };
                values[start + c] = (float) mass;
                sum += mass;
            }
            for (int c = 0; c < classes; c++) {
                values[start + c] /= (float) sum;
            }
        }
        return FloatMatrix.wrap(values, n, members * classes);
    }

    /** Distributions that sum to 1 as nearly as float64 can, each class with an exponential weight. */
    static DoubleMatrix shares(long seed, int n, int members, int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = random.doubles((long) n * members * classes)
                .map(uniform -> -Math.log(uniform + 1e-300))
                .toArray();
        for (int at = 0; at < values.length; at += classes) {
            double sum = 0;
            for (int c = at; c < at + classes; c++) {
                sum += values[c];
            }
            for (int c = at; c < at + classes; c++) {
                values[c] /= sum;
            }
        }
        return DoubleMatrix.wrap(values, n, members * classes);
    }

    /** The definition of a distance, one number after the other. */
    static float squared(float[] a, int ai, float[] b, int bi, int d) {
        float[] sums = new float[32];
        for (int j = 0; j < d; j++) {
            float difference = a[ai + j] - b[bi + j];
            sums[j % 32] = Math.fma(difference, difference, sums[j % 32]);
        }
        for (int half = 16; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                sums[j] = sums[j] + sums[j + half];
            }
        }
        return sums[0];
    }

    /** The nearest centre and its distance by trying all. */
    static double[] nearest(FloatMatrix points, int row, FloatMatrix centres) {
        double least = Double.POSITIVE_INFINITY;
        int centre = -1;
        int d = points.cols();
        for (int c = 0; c < centres.rows(); c++) {
            double distance = squared(points.values(), row * d, centres.values(), c * d, d);
            if (distance < least) {
                least = distance;
                centre = c;
            }
        }
        return new double[] {least, centre};
    }

    static void assumeVectors() {
        Assumptions.assumeTrue(
                Vectors.PRESENT, "The vector module is absent here, so there is no twin to compare with.");
    }
}
