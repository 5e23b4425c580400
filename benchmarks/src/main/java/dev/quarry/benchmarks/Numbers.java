package dev.quarry.benchmarks;

import dev.quarry.kernel.FloatMatrix;
import java.util.SplittableRandom;

/** Inputs of the benchmarks, the same ones every time. */
final class Numbers {

    private Numbers() {}

    /** Rows in 50 Gaussian clusters. */
    static FloatMatrix clusters(int n, int d) {
        SplittableRandom random = new SplittableRandom(1);
        float[] centres = new float[50 * d];
        for (int j = 0; j < centres.length; j++) {
            centres[j] = (float) random.nextGaussian();
        }
        float[] values = new float[n * d];
        for (int i = 0; i < n; i++) {
            int centre = random.nextInt(50) * d;
            for (int j = 0; j < d; j++) {
                values[i * d + j] = centres[centre + j] + 0.7f * (float) random.nextGaussian();
            }
        }
        return FloatMatrix.wrap(values, n, d);
    }

    /** {@code members} distributions over {@code classes} per row, peaked like those of a trained model. */
    static FloatMatrix distributions(int n, int members, int classes) {
        SplittableRandom random = new SplittableRandom(2);
        float[] values = new float[n * members * classes];
        for (int at = 0; at < values.length; at += classes) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                double mass = Math.exp(2 * random.nextGaussian());
                values[at + c] = (float) mass;
                sum += mass;
            }
            for (int c = 0; c < classes; c++) {
                values[at + c] /= (float) sum;
            }
        }
        return FloatMatrix.wrap(values, n, members * classes);
    }
}
