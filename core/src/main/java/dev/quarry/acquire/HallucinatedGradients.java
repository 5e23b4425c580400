package dev.quarry.acquire;

import dev.quarry.evidence.LatentPredictions;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.SquaredDistances;

/**
 * The gradients of the last layer that each candidate would cause if the likeliest class were its label:
 * {@code (p − e_ŷ) ⊗ h}, a vector of C·d numbers that is never formed, only its two factors. Of several likeliest
 * classes the lowest is taken.
 */
public final class HallucinatedGradients {

    private HallucinatedGradients() {}

    /**
     * The squared distances between the gradients, from their factors.
     *
     * @throws IllegalStateException if the factors do not fit the memory budget
     */
    public static SquaredDistances distances(LatentPredictions evidence) {
        return SquaredDistances.outerProducts(residuals(evidence.probabilities()), evidence.embeddings());
    }

    /** The first factor, {@code p − e_ŷ}, shape [n, C], in the precision of the input. */
    public static Matrix residuals(Matrix probabilities) {
        int classes = probabilities.cols();
        Memory.require((long) probabilities.rows() * classes * Double.BYTES, "The residuals of the gradients");
        double[] residuals = new double[Math.multiplyExact(probabilities.rows(), classes)];
        double[] p = new double[classes];
        for (int i = 0; i < probabilities.rows(); i++) {
            probabilities.copyRow(i, p);
            int likeliest = 0;
            for (int c = 1; c < classes; c++) {
                likeliest = p[c] > p[likeliest] ? c : likeliest;
            }
            p[likeliest] -= 1;
            System.arraycopy(p, 0, residuals, i * classes, classes);
        }
        DoubleMatrix exact = DoubleMatrix.wrap(residuals, probabilities.rows(), classes);
        return probabilities.isDouble() ? exact : exact.toFloat();
    }
}
