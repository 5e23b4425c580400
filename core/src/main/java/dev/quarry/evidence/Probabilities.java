package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;

/** One class distribution per candidate. */
public non-sealed interface Probabilities extends Evidence {

    /** Class probabilities, shape [n, C]; every row is finite, in [0, 1] and sums to 1. */
    Matrix probabilities();

    /**
     * Evidence from a matrix of class probabilities.
     *
     * @param probabilities shape [n, C], rows summing to 1
     * @throws IllegalArgumentException if a row is not a distribution; the message names its item and value
     */
    static Probabilities of(Items items, Matrix probabilities) {
        Checks.rows(items, probabilities, "probabilities");
        Checks.distributions(items, probabilities, 1);
        return new Given.OfProbabilities(items, probabilities);
    }
}
