package dev.quarry.strategy;

import dev.quarry.item.Attributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The candidates that a column names by some of its values. */
final class Marked {

    private Marked() {}

    /**
     * Which candidates have one of the values.
     *
     * @param values an empty one for a value that is missing
     * @throws IllegalArgumentException if no item at all has one of them, which must be a slip of the pen
     */
    static boolean[] of(Supply supply, String column, List<String> values) {
        Set<String> wanted = new HashSet<>(values);
        List<String> texts = supply.attributes().texts(column, supply.candidates());
        boolean[] marked = new boolean[texts.size()];
        Set<String> unseen = new HashSet<>(wanted);
        unseen.remove("");
        for (int row = 0; row < marked.length; row++) {
            marked[row] = wanted.contains(texts.get(row));
            unseen.remove(texts.get(row));
        }
        if (!unseen.isEmpty()) {
            requireKnown(supply.attributes(), column, values, unseen);
        }
        return marked;
    }

    /** Items that are labelled already have values too. */
    private static void requireKnown(Attributes attributes, String column, List<String> values, Set<String> unseen) {
        Set<String> known = new HashSet<>(attributes.values(column));
        for (String value : values) {
            if (unseen.contains(value) && !known.contains(value)) {
                throw new IllegalArgumentException(
                        "No item has (%s) in the column (%s). Maybe it is written otherwise.".formatted(value, column));
            }
        }
    }
}
