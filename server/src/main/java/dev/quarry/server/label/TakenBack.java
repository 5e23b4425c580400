package dev.quarry.server.label;

import dev.quarry.server.project.PastAct;
import java.util.List;

/**
 * An act that was taken back or done again.
 *
 * @param act its number
 * @param version the version of every item that it is about
 * @param rows the first few items
 * @param count how many items
 * @param past what it was
 */
public record TakenBack(long act, long version, List<Integer> rows, int count, PastAct past) {

    /** Keeps the rows. */
    public TakenBack {
        rows = List.copyOf(rows);
    }
}
