package dev.quarry.dataset.feature;

import dev.quarry.part.Part;

/**
 * What stands for a missing number. It is learnt from the rows that the caller names, column by column.
 */
public interface Imputation extends Part {

    /**
     * What stands for the missing numbers of a column.
     *
     * @param known the numbers that are not missing, ascending; perhaps none
     */
    double fill(double[] known);

    /**
     * Whether each column with missing numbers gets a second one, named {@code x=?}, that is 1 where the number is missing
     * and 0 elsewhere.
     */
    boolean indicator();
}
