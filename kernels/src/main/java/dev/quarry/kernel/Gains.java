package dev.quarry.kernel;

/**
 * What one more row would add to the rows that were taken. Gains never grow as rows are taken, so an old value bounds
 * the new one from above; {@link LazyGreedy} lives on that.
 */
public interface Gains {

    /** How many rows there are, n. */
    int size();

    /**
     * The gain of a row now.
     *
     * @param floor the caller does not care how far below this the gain is: any upper bound of the gain that is itself
     *     below {@code floor} will do as an answer. At or above {@code floor} the answer is exact
     */
    double gain(int row, double floor);

    /** Takes a row. */
    void take(int row);
}
