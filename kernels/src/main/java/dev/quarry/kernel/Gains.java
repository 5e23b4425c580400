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
     *     below {@code floor} will do as an answer. At or above {@code floor} the answer is exact. With an infinite floor
     *     the bound should come without work
     */
    double gain(int row, double floor);

    /** How many rows are worth asking for together; 1 if that saves nothing. */
    default int together() {
        return 1;
    }

    /**
     * The gains of several rows now, each as {@link #gain(int, double)} gives it.
     *
     * @param rows different rows; the first {@code count} count
     * @param out receives as many gains
     */
    default void gains(int[] rows, int count, double floor, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = gain(rows[i], floor);
        }
    }

    /**
     * Whether several threads may ask for gains at once, each for other rows: where a gain writes nothing that belongs to
     * another row.
     */
    default boolean races() {
        return false;
    }

    /** Whether bringing all gains up to date at once is cheaper than asking for many of them one by one. */
    default boolean passes() {
        return false;
    }

    /**
     * Brings all gains up to date, where {@link #passes}.
     *
     * @param gains of all rows as they were known last; receives those that became smaller
     * @return how many became smaller
     */
    default int pass(double[] gains) {
        throw new UnsupportedOperationException();
    }

    /** Takes a row. */
    void take(int row);

    /**
     * Whether gains shift with every row that is taken, by an amount that is known without work, and may so grow too.
     * Then all bounds are asked for anew after every row, in O(n).
     */
    default boolean shift() {
        return false;
    }

    /**
     * Whether bounds of many rows became smaller since this was asked last, because rows were read that lie in a file. Then
     * all bounds are asked for anew, in O(n).
     */
    default boolean refreshed() {
        return false;
    }
}
