package dev.quarry.evidence;

import java.util.OptionalInt;

/**
 * Tells the label of one chosen candidate after another while a batch is still being chosen, for methods whose next pick
 * depends on the answer to the last one.
 */
@FunctionalInterface
public interface LabelFeed {

    /**
     * Asks for the label of a candidate, which thereby becomes part of the batch.
     *
     * @param id a candidate that has not been asked for yet
     * @return its class index; empty where whoever answers could not or would not tell
     * @throws IllegalStateException if the batch is full already
     */
    OptionalInt reveal(long id);
}
