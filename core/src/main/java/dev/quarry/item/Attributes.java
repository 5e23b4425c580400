package dev.quarry.item;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known about items beside their features: a table of named columns, a patient, a price, a source. A column holds
 * texts or numbers, and any of them may be missing. No column is ever a label to be learnt; who chooses may read them all.
 *
 * <p>The column {@value #ID} is always there: it is what people call the item. Immutable.
 */
public final class Attributes {

    /** The column of the items themselves. */
    public static final String ID = "id";

    private final Items items;
    private final Map<String, Column> columns;

    /** The values of one column, row i for item i; a text that is missing is empty, a number NaN. */
    private sealed interface Column {
        record Texts(List<String> values) implements Column {}

        final class Numbers implements Column {
            private final double[] values;

            Numbers(double[] values) {
                this.values = values;
            }
        }
    }

    private Attributes(Items items, Map<String, Column> columns) {
        this.items = items;
        this.columns = columns;
    }

    /** A table without columns but the items themselves. */
    public static Attributes of(Items items) {
        return new Attributes(items, Map.of());
    }

    /**
     * The table with one more column of texts.
     *
     * @param values one for each item, in order; empty where it is missing
     * @throws IllegalArgumentException if there are not as many as items, or there is such a column
     */
    public Attributes withTexts(String column, List<String> values) {
        return with(column, values.size(), new Column.Texts(List.copyOf(values)));
    }

    /**
     * The table with one more column of numbers.
     *
     * @param values one for each item, in order; NaN where it is missing
     * @throws IllegalArgumentException if there are not as many as items, or there is such a column
     */
    public Attributes withNumbers(String column, double[] values) {
        return with(column, values.length, new Column.Numbers(values.clone()));
    }

    private Attributes with(String name, int size, Column column) {
        if (size != items.size()) {
            throw new IllegalArgumentException(
                    "The column (%s) has (%d) values but there are (%d) items.".formatted(name, size, items.size()));
        }
        if (name.equals(ID) || columns.containsKey(name)) {
            throw new IllegalArgumentException("There are two columns (%s). Maybe rename one.".formatted(name));
        }
        Map<String, Column> more = new LinkedHashMap<>(columns);
        more.put(name, column);
        return new Attributes(items, more);
    }

    /** The items that the table knows, candidates or not. */
    public Items items() {
        return items;
    }

    /** The names of the columns beside {@value #ID}, in order. */
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    /**
     * What a column says about some items, as text; a number as people write it, and empty where it is missing.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public List<String> texts(String column, Items some) {
        List<String> texts = new ArrayList<>(some.size());
        Column values = column.equals(ID) ? null : column(column);
        for (int row = 0; row < some.size(); row++) {
            texts.add(values == null ? some.name(row) : text(values, some.id(row)));
        }
        return texts;
    }

    /** All different values of a column, as text, in the order of the items; what is missing is none. */
    public List<String> values(String column) {
        return texts(column, items).stream()
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * What a column says about some items, as numbers, NaN where it is missing.
     *
     * @throws IllegalArgumentException if there is no such column, or a value in it is not a number
     */
    public double[] numbers(String column, Items some) {
        double[] numbers = new double[some.size()];
        Column values = column(column);
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = values instanceof Column.Numbers given
                    ? number(given, some.id(row))
                    : number(column, some.name(row), text(values, some.id(row)));
        }
        return numbers;
    }

    private Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException(
                    columns.isEmpty()
                            ? "There is no column (%s): nothing is known about the items beside their features. Maybe hand over a table of attributes."
                                    .formatted(name)
                            : "There is no column (%s) among the attributes of the items. Maybe one of: %s."
                                    .formatted(name, String.join(", ", columns.keySet())));
        }
        return column;
    }

    private double number(Column.Numbers column, long id) {
        return items.has(id) ? column.values[items.row(id)] : Double.NaN;
    }

    private String text(Column column, long id) {
        if (!items.has(id)) {
            return "";
        }
        int row = items.row(id);
        if (column instanceof Column.Texts texts) {
            return texts.values.get(row);
        }
        double value = ((Column.Numbers) column).values[row];
        String text = Double.toString(value);
        return Double.isNaN(value) ? "" : text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static double number(String column, String item, String text) {
        try {
            return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The item (%s) has (%s) in the column (%s) where a number is needed.".formatted(item, text, column),
                    e);
        }
    }
}
