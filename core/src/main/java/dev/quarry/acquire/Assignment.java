package dev.quarry.acquire;

import java.util.List;

/**
 * Whom to ask about an item.
 *
 * @param id the item
 * @param annotators the names of those to ask, the most promising first
 */
public record Assignment(long id, List<String> annotators) {

    /** Copies the names. */
    public Assignment {
        annotators = List.copyOf(annotators);
    }
}
