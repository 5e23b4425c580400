package dev.quarry.learn.contract;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.TrainingSet;
import java.util.random.RandomGenerator;

/** Small training sets for tests. */
public final class Samples {

    private Samples() {}

    /**
     * Gaussian clouds, one around {@code spread · e_c} per class.
     *
     * @param fitted how many of the classes have rows; the last ones have none
     */
    public static TrainingSet clouds(int rows, int columns, int classes, int fitted, double spread, long seed) {
        RandomGenerator random = Randomness.seed(seed).generator();
        double[] values = new double[rows * columns];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % fitted;
            for (int j = 0; j < columns; j++) {
                values[i * columns + j] = (j == labels[i] % columns ? spread : 0) + random.nextGaussian();
            }
        }
        return TrainingSet.of(DoubleMatrix.wrap(values, rows, columns), labels, classes);
    }

    /** Row i has the label {@code labels[i]}; there are as many classes as the largest label says. */
    public static TrainingSet of(double[][] rows, int... labels) {
        int classes = 0;
        for (int label : labels) {
            classes = Math.max(classes, label + 1);
        }
        return TrainingSet.of(DoubleMatrix.of(rows), labels, classes);
    }
}
