package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;

/** A predicted number for each candidate, and the numbers that the labelled items have. */
public non-sealed interface RegressionPredictions extends Evidence {

    /** The prediction for each candidate, shape [n, 1]; finite. */
    Matrix predictions();

    /** The number that each labelled item has, shape [m, 1]; finite. m may be 0. */
    Matrix targets();

    /**
     * Evidence from predictions.
     *
     * @param predictions shape [n, 1], finite
     * @param targets shape [m, 1], finite; taken in the precision of {@code predictions}
     * @throws IllegalArgumentException if shapes differ or a number is not finite; the message names the item
     */
    static RegressionPredictions of(Items items, Matrix predictions, Matrix targets) {
        Checks.numbers(items, predictions, targets);
        return new Given.OfRegression(items, predictions, Checks.alike(targets, predictions));
    }
}
