package dev.quarry.solve;

/**
 * Whether few columns cover almost all rows: at most {@link #centres()} columns are chosen so that at most
 * {@link #outliers()} rows contain none of them.
 */
final class Cover {

    private final int size;
    private final int[][] rows;
    private final int centres;
    private final int outliers;

    /**
     * @param size how many columns there are; they are 0 to {@code size − 1}
     * @param rows the columns in each row, ascending, at least one; never written to
     */
    Cover(int size, int[][] rows, int centres, int outliers) {
        this.size = size;
        this.rows = rows;
        this.centres = centres;
        this.outliers = outliers;
    }

    int size() {
        return size;
    }

    /** How many rows there are. */
    int rows() {
        return rows.length;
    }

    /** The columns in a row; never written to. */
    int[] row(int row) {
        return rows[row];
    }

    int centres() {
        return centres;
    }

    int outliers() {
        return outliers;
    }

    /** What is known about a cover. */
    enum Status {
        /** There is one. */
        FOUND,

        /** There is none; this is proved. */
        IMPOSSIBLE,

        /** Time ran out. */
        OPEN
    }

    /** What a solver says. */
    static final class Answer {

        static final Answer IMPOSSIBLE = new Answer(Status.IMPOSSIBLE, new int[0]);
        static final Answer OPEN = new Answer(Status.OPEN, new int[0]);

        private final Status status;
        private final int[] chosen;

        private Answer(Status status, int[] chosen) {
            this.status = status;
            this.chosen = chosen;
        }

        /** There is this one: columns, ascending. */
        static Answer found(int[] chosen) {
            return new Answer(Status.FOUND, chosen.clone());
        }

        Status status() {
            return status;
        }

        /** The columns, ascending, as a fresh array; none unless found. */
        int[] chosen() {
            return chosen.clone();
        }
    }
}
