package dev.quarry.server.start;

import dev.quarry.server.item.Item;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts which values the columns of items have. Items never change, so that it is enough to add those that are new. */
public final class ColumnValues {

    private static final int MOST_VALUES = 500;

    private final Map<String, Counts> columns = new LinkedHashMap<>();
    private int items;

    /**
     * A column.
     *
     * @param name of it
     * @param filled how many items say something in it
     * @param tagged how many items have several values in it
     * @param number whether every value is a number
     * @param many whether it has so many values that they can hardly be classes; then they are not listed
     * @param values the most frequent first
     */
    public record Column(String name, int filled, int tagged, boolean number, boolean many, List<Value> values) {}

    /**
     * A value.
     *
     * @param count how many items have it
     */
    public record Value(String text, int count) {}

    private static final class Counts {
        final Map<String, Integer> values = new TreeMap<>();
        int filled;
        int tagged;
        boolean number = true;
        boolean many;

        void add(String field) {
            List<String> tags = Tags.of(field);
            if (tags.isEmpty()) {
                return;
            }
            filled++;
            tagged += tags.size() > 1 ? 1 : 0;
            for (String tag : tags) {
                number = number && isNumber(tag);
                if (!many) {
                    values.merge(tag, 1, Integer::sum);
                }
            }
            if (values.size() > MOST_VALUES) {
                many = true;
                values.clear();
            }
        }

        Column column(String name) {
            return new Column(
                    name,
                    filled,
                    tagged,
                    number,
                    many,
                    values.entrySet().stream()
                            .map(entry -> new Value(entry.getKey(), entry.getValue()))
                            .sorted(Comparator.comparingInt(Value::count).reversed())
                            .toList());
        }
    }

    private static boolean isNumber(String text) {
        return text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    }

    /** How many items were counted. */
    int items() {
        return items;
    }

    /** One more item. */
    void add(Item item) {
        items++;
        item.fields()
                .forEach((name, field) ->
                        columns.computeIfAbsent(name, key -> new Counts()).add(field));
    }

    /** The columns in which an item says something, in their order. */
    List<Column> columns() {
        return columns.entrySet().stream()
                .map(entry -> entry.getValue().column(entry.getKey()))
                .filter(column -> column.filled > 0)
                .toList();
    }
}
