package dev.quarry.server.label;

import dev.quarry.server.project.ItemState;
import java.util.List;

/** Somebody else said something about items since the person saw them; nothing was written. */
public final class Outdated extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Present> items;

    /**
     * Where an item stands by now.
     *
     * @param row which item
     */
    public record Present(int row, ItemState state) {}

    Outdated(List<Present> items) {
        super(sentence(items));
        this.items = List.copyOf(items);
    }

    private static String sentence(List<Present> items) {
        String by = items.getFirst().state().by();
        return "(%s) said something about this item meanwhile; nothing of yours is lost, look again."
                .formatted(by.isEmpty() ? "Somebody" : by);
    }

    /** Where these items stand by now. */
    public List<Present> items() {
        return items;
    }
}
