package dev.quarry.learn.svm;

import dev.quarry.kernel.Distances;

/**
 * A kernel with its numbers. Products and distances of rows are float32, to the bit those of {@link Distances}; what is
 * done to them is float64.
 *
 * @param gamma γ, above 0
 */
record Similarity(Kernel kernel, double gamma, int degree, double coef0) {

    /** The similarity of {@code a[ai..ai+d)} and {@code b[bi..bi+d)}. */
    double of(float[] a, int ai, float[] b, int bi, int d) {
        return switch (kernel) {
            case RBF -> StrictMath.exp(-gamma * Distances.squared(a, ai, b, bi, d));
            case LINEAR -> Distances.dot(a, ai, b, bi, d);
            case POLYNOMIAL -> power(gamma * Distances.dot(a, ai, b, bi, d) + coef0);
            case SIGMOID -> StrictMath.tanh(gamma * Distances.dot(a, ai, b, bi, d) + coef0);
        };
    }

    private double power(double base) {
        double power = 1;
        for (int i = 0; i < degree; i++) {
            power *= base;
        }
        return power;
    }
}
