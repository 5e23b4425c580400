package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;

/**
 * How strongly each candidate would pull at the model if a class were its label: the Euclidean length of the gradient of
 * the cross entropy of that candidate, for each supposed label.
 */
public interface GradientNorms extends Probabilities {

    /** The lengths, shape [n, C]; finite, not negative. */
    Matrix norms();

    /** By which parameters the gradients are taken. */
    Layers layers();

    /**
     * Evidence from lengths that were computed elsewhere.
     *
     * @param probabilities shape [n, C]
     * @param norms shape [n, C]
     * @throws IllegalArgumentException if a length is negative or not finite; the message names its item, class and value
     */
    static GradientNorms of(Items items, Matrix probabilities, Matrix norms, Layers layers) {
        Checks.rows(items, probabilities, "probabilities");
        Checks.rows(items, norms, "gradient norms");
        Checks.distributions(items, probabilities, 1);
        Checks.norms(items, norms, probabilities.cols());
        return new Given.OfNorms(items, probabilities, norms, layers);
    }

    /**
     * The lengths for a last layer with biases, in closed form and exact: {@code ‖p − e_c‖ · √(‖h‖² + 1)}. O(n·(C + d)).
     */
    static GradientNorms lastLayer(LatentPredictions evidence) {
        Matrix p = evidence.probabilities();
        return new Given.OfNorms(
                evidence.items(), p, LossGradients.lastLayerNorms(p, evidence.embeddings(), true), Layers.LAST);
    }
}
