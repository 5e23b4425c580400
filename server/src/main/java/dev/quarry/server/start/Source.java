package dev.quarry.server.start;

import dev.quarry.server.item.Item;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where in the fields of an item its class stands.
 *
 * @param column the field that holds it
 * @param classes the name of the class that a value means; a value that is missing means none
 * @param confidence the field that says how sure it is; null where there is none
 * @param least what is less sure is left out
 */
public record Source(
        String column,
        Map<String, String> classes,
        @Nullable String confidence,
        double least) {

    /** Copies the map. */
    public Source {
        classes = new LinkedHashMap<>(classes);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException(
                    "No value of the column (%s) means a class. Maybe choose a class for at least one."
                            .formatted(column));
        }
        if (Double.isNaN(least)) {
            throw new IllegalArgumentException("The least confidence must be a number.");
        }
    }

    /**
     * What the fields of an item say.
     *
     * @param names the classes that they mean: one is a label, more contradict each other
     * @param sure whether it is sure enough
     */
    public record Saying(List<String> names, boolean sure) {
        /** Whether it is the label of the item. */
        public boolean isLabel() {
            return names.size() == 1 && sure;
        }
    }

    /** What an item says. */
    public Saying of(Item item) {
        Set<String> names = new LinkedHashSet<>();
        for (String tag : Tags.of(item.fields().getOrDefault(column, ""))) {
            String name = classes.get(tag);
            if (name != null) {
                names.add(name);
            }
        }
        return new Saying(List.copyOf(names), isSure(item));
    }

    private boolean isSure(Item item) {
        if (confidence == null) {
            return true;
        }
        try {
            return Double.parseDouble(item.fields().getOrDefault(confidence, "").strip()) >= least;
        } catch (NumberFormatException e) {
            return false; // what says nothing about itself is not sure
        }
    }
}
