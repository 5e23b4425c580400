package dev.quarry.dataset;

import dev.quarry.kernel.Matrix;
import java.util.List;

/** How items become features. What must be learnt from data for that is learnt from the rows that the caller names. */
public interface Preparation {

    /** How many columns the features have, d. */
    int cols();

    /** The names of the columns; empty where they have none. */
    List<String> names();

    /**
     * The features of all items, float32, shape [n, d], everything learnt from the given rows only.
     *
     * @param rows at least one row
     */
    Matrix fit(int[] rows);

    /** Features that are what they are: nothing is learnt. A matrix that stays in its file may stay there. */
    static Preparation fixed(Matrix features, List<String> names) {
        return new FixedFeatures(features.isDouble() ? features.toFloat() : features, names);
    }
}
