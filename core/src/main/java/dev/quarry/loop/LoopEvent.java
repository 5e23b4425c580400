package dev.quarry.loop;

import dev.quarry.acquire.Selection;
import dev.quarry.journal.Entry;
import dev.quarry.learn.Model;
import java.time.Duration;
import java.util.List;

/** What happens in a loop, as it happens. Progress bars, live pages, measurements and tests live on the same events. */
public sealed interface LoopEvent {

    /** The round, from 0 (the start) on. */
    int round();

    /**
     * A model was fitted on all labels so far.
     *
     * @param labelled how many labels it was fitted on
     */
    record Fitted(int round, int labelled, Model model, Duration took) implements LoopEvent {}

    /** Items were chosen, before anybody was asked. */
    record Selected(int round, Selection selection, Duration took) implements LoopEvent {}

    /**
     * The chosen items were judged.
     *
     * @param labelled how many items are labelled now
     */
    record Labelled(int round, List<Entry> entries, int labelled) implements LoopEvent {}

    /** The loop ended. */
    record Ended(int round, End why) implements LoopEvent {}

    /** Why a loop ended. */
    enum End {
        /** The labels reached the budget. */
        BUDGET_SPENT,
        /** Nothing is left to ask. */
        POOL_EMPTY,
        /** Somebody asked it to stop. */
        CANCELLED
    }
}
