package dev.quarry.acquire;

import dev.quarry.evidence.LatentPredictions;
import dev.quarry.kernel.Matrix;
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

    /**
     * The first factor, {@code p − e_ŷ}, shape [n, C], in the precision of the input; a view where that is not in memory.
     *
     * @throws IllegalStateException if it does not fit the memory budget
     */
    public static Matrix residuals(Matrix probabilities) {
        return probabilities.changed(HallucinatedGradients::subtractLikeliest);
    }

    private static void subtractLikeliest(double[] p) {
        int likeliest = 0;
        for (int c = 1; c < p.length; c++) {
            likeliest = p[c] > p[likeliest] ? c : likeliest;
        }
        if (p.length > 0) {
            p[likeliest] -= 1;
        }
    }
}
