package dev.quarry.server.feature;

import dev.quarry.server.item.ItemTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the other columns of the items hold.
 *
 * @param items how many were looked at
 * @param columns in the order in which they came
 */
record Survey(int items, List<Column> columns) {

    /** More words than this are names, not kinds. */
    static final int MOST_WORDS = 50;

    private static final double MOSTLY = 0.95;

    /**
     * One column.
     *
     * @param filled how many items have something in it
     * @param numbers how many of these are numbers
     * @param words the words in it in alphabetical order, one more than {@link #MOST_WORDS} at most
     */
    record Column(String name, int filled, int numbers, List<String> words) {
        /** Whether nearly everything in it is a number. */
        boolean isNumeric() {
            return filled > 0 && numbers >= MOSTLY * filled;
        }
    }

    private static final class Count {
        int filled;
        int numbers;
        final TreeSet<String> words = new TreeSet<>();
    }

    static Survey of(ItemTable table, String project, int size) {
        Map<String, Count> counts = new LinkedHashMap<>();
        table.each(
                project,
                0,
                size,
                item -> item.fields().forEach((name, value) -> {
                    if (value != null && !value.isBlank()) {
                        Count count = counts.computeIfAbsent(name, key -> new Count());
                        count.filled++;
                        count.numbers += Float.isNaN(number(value)) ? 0 : 1;
                        if (count.words.size() <= MOST_WORDS) {
                            count.words.add(word(value));
                        }
                    }
                }));
        return new Survey(
                size,
                counts.entrySet().stream()
                        .map(one -> new Column(
                                one.getKey(),
                                one.getValue().filled,
                                one.getValue().numbers,
                                List.copyOf(one.getValue().words)))
                        .toList());
    }

    /** A word as it is counted. */
    static String word(String value) {
        return value.strip().replaceAll("\\s+", " ");
    }

    /** The number of a field; NaN where it is none. */
    static float number(String value) {
        try {
            float number = Float.parseFloat(value.strip());
            return Float.isFinite(number) ? number : Float.NaN;
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }
}
