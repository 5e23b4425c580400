package dev.quarry.server.teach;

import dev.quarry.server.event.Fact;
import org.jspecify.annotations.Nullable;

/**
 * Why an item is asked for.
 *
 * @param row the item
 * @param batch the batch in which it was asked for
 * @param purpose why
 * @param model the model that asked; 0 where there was none
 * @param strategy the text of the strategy
 * @param score what the strategy said of it
 * @param why the reason for people; null where there is none
 * @param predicted what the model said of it; −1 where it said nothing
 * @param confidence how sure it was, in [0, 1]
 */
record Asking(
        int row,
        int batch,
        Fact.Purpose purpose,
        int model,
        String strategy,
        double score,
        @Nullable String why,
        int predicted,
        double confidence) {

    /** The same in another batch. */
    Asking in(int number) {
        return new Asking(row, number, purpose, model, strategy, score, why, predicted, confidence);
    }

    /** The class that may be shown: who is asked a second time is not told what the model says. */
    int shown() {
        return purpose == Fact.Purpose.RECHECK ? -1 : predicted;
    }
}
