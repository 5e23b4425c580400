package dev.quarry.server.project;

import dev.quarry.server.event.Fact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody said about items, at once and taken back at once.
 *
 * @param act its number
 * @param kind {@code label}, {@code commit} (of a grid), {@code many}, {@code verdict}, {@code exclusion}, {@code flag},
 *     {@code note} or {@code clear}
 * @param rows the first few items that it is about
 * @param count how many items it is about
 * @param label the class that all of them got; {@link ItemState#NONE} where there is no such class
 * @param verdict what was said of all of them instead; null where nothing was
 * @param undone whether it was taken back
 */
public record PastAct(
        long act,
        Instant at,
        String by,
        String kind,
        List<Integer> rows,
        int count,
        int label,
        Fact.@Nullable Verdict verdict,
        boolean undone) {

    /** The same without what was said. */
    public PastAct untold() {
        return new PastAct(act, at, by, kind, rows, count, ItemState.NONE, null, undone);
    }
}
