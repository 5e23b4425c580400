package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;

/** A predicted number for each candidate by the model, and by each of several models beside it. */
public interface RegressionCommittee extends RegressionPredictions {

    /** The predictions of the members, shape [n, K], K at least 2; finite. */
    Matrix members();

    /**
     * Evidence from a committee.
     *
     * @param predictions of the model itself, shape [n, 1], finite
     * @param members shape [n, K], finite, K at least 2
     * @param targets shape [m, 1], finite
     * @throws IllegalArgumentException if shapes differ or a number is not finite; the message names the item
     */
    static RegressionCommittee of(Items items, Matrix predictions, Matrix members, Matrix targets) {
        Checks.committee(items, members);
        return new Given.OfRegressionCommittee(RegressionPredictions.of(items, predictions, targets), members);
    }
}
