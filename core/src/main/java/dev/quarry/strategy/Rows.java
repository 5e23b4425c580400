package dev.quarry.strategy;

import dev.quarry.acquire.Selection;
import java.util.HashMap;
import java.util.Map;

/** The way from the ids of a selection back to the rows of a supply. */
final class Rows {

    private final Map<Long, Integer> rows = new HashMap<>();

    Rows(Supply supply) {
        for (int row = 0; row < supply.candidates().size(); row++) {
            rows.put(supply.candidates().id(row), row);
        }
    }

    int[] of(Selection selection) {
        return selection.picks().stream().mapToInt(pick -> rows.get(pick.id())).toArray();
    }
}
