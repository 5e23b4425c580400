package dev.quarry.acquire;

/**
 * A run of candidate rows.
 *
 * @param from first row, inclusive
 * @param to last row, exclusive
 */
public record Rows(int from, int to) {

    /** States the rules. */
    public Rows {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("The rows [%d, %d) are not a run.".formatted(from, to));
        }
    }

    /** How many rows there are. */
    public int count() {
        return to - from;
    }
}
