package dev.quarry.solve;

/**
 * Whether few columns cover almost all rows: at most {@code centres} columns are chosen so that at most {@code outliers}
 * rows contain none of them.
 *
 * @param size how many columns there are; they are 0 to {@code size − 1}
 * @param rows the columns in each row, ascending, at least one
 */
record Cover(int size, int[][] rows, int centres, int outliers) {

    /** What is known about a cover. */
    enum Status {
        /** There is one. */
        FOUND,

        /** There is none; this is proved. */
        IMPOSSIBLE,

        /** Time ran out. */
        OPEN
    }

    /**
     * An answer.
     *
     * @param chosen the columns, ascending; none unless found
     */
    record Answer(Status status, int[] chosen) {

        static final Answer IMPOSSIBLE = new Answer(Status.IMPOSSIBLE, new int[0]);
        static final Answer OPEN = new Answer(Status.OPEN, new int[0]);
    }
}
