package dev.quarry.kernel;

import java.util.function.UnaryOperator;

/** Solves a symmetric positive definite system of which only products are known, in float64. */
public final class ConjugateGradients {

    private static final int MOST = 10_000;

    private ConjugateGradients() {}

    /**
     * The x with {@code Ax = b}.
     *
     * @param product gives Ax, an array of its own
     * @param tolerance how long the residual may be, as a share of the length of b
     * @throws IllegalStateException if that is not reached in {@value #MOST} steps
     */
    public static double[] solve(UnaryOperator<double[]> product, double[] b, double tolerance) {
        double[] x = new double[b.length];
        double[] residual = b.clone();
        double[] direction = b.clone();
        double squared = dot(residual, residual);
        double enough = tolerance * tolerance * squared;
        for (int step = 0; squared > enough; step++) {
            if (step == MOST) {
                throw new IllegalStateException(
                        "The conjugate gradients did not converge in (%d) steps. Maybe a larger damping helps."
                                .formatted(MOST));
            }
            double[] image = product.apply(direction);
            double length = squared / dot(direction, image);
            for (int i = 0; i < x.length; i++) {
                x[i] += length * direction[i];
                residual[i] -= length * image[i];
            }
            double next = dot(residual, residual);
            for (int i = 0; i < x.length; i++) {
                direction[i] = residual[i] + next / squared * direction[i];
            }
            squared = next;
        }
        return x;
    }

    private static double dot(double[] a, double[] b) {
        return Distances.dot(a, 0, b, 0, a.length);
    }
}
