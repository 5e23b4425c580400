package dev.quarry.lab;

/** What happens in a comparison, as it happens. Events come one at a time, though from several threads. */
public sealed interface Progress {

    /**
     * It begins.
     *
     * @param cells how many cells there are
     * @param done how many of them were finished by an earlier run
     */
    record Started(int cells, int done) implements Progress {}

    /** A cell begins. */
    record CellStarted(Cell cell) implements Progress {}

    /**
     * A model was judged.
     *
     * @param labels how many labels it was fitted on
     * @param budget how many there will be
     * @param accuracy on the test rows
     */
    record RoundDone(Cell cell, int labels, int budget, double accuracy) implements Progress {}

    /**
     * A cell is finished, and stored.
     *
     * @param accuracy at its end
     * @param done how many cells are finished now
     * @param cells how many there are
     */
    record CellFinished(Cell cell, double accuracy, int done, int cells) implements Progress {}

    /** A cell failed; the others stop. */
    record CellFailed(Cell cell, String reason) implements Progress {}

    /** It ends, with fewer cells done than there are if somebody stopped it. */
    record Ended(int done, int cells) implements Progress {}
}
