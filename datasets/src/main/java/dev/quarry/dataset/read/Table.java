package dev.quarry.dataset.read;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Dataset;
import dev.quarry.part.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The cells of records, gathered by column: numbers and levels as float32, labels as int, texts and keys as texts. */
final class Table {

    /** A nominal column with more values than this is rather a key or a text. */
    private static final int MOST_LEVELS = 1000;

    private final List<Column> columns;
    private final char[][] missing;
    private final String labelSuffix;
    private final boolean hasTexts;
    final Floats cells = new Floats();
    final List<String> texts = new ArrayList<>();
    final List<String> keys = new ArrayList<>();
    private final Map<Column, List<String>> attributes = new LinkedHashMap<>();
    final BitSet test = new BitSet();
    private int[] labels = new int[1 << 10];
    private int rows;

    /**
     * An empty table.
     *
     * @param missing the cells that mean "not known", beside the empty one
     * @param labelSuffix what is cut off the end of a label where it is there
     */
    Table(List<Column> columns, List<String> missing, String labelSuffix) {
        this.columns = List.copyOf(columns);
        this.missing = missing.stream().map(String::toCharArray).toArray(char[][]::new);
        this.labelSuffix = labelSuffix;
        this.hasTexts = columns.stream().anyMatch(column -> column.role == Column.Role.TEXT);
    }

    List<Column> columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    int[] labels() {
        return Arrays.copyOf(labels, rows);
    }

    /** Adds one record. */
    void add(RecordReader record, String file, boolean isTest) throws BadDataException {
        if (record.cells() != columns.size()) {
            throw new BadDataException(
                    "Line (%d) of (%s) has (%d) values but there are (%d) columns. Maybe a value with a delimiter inside is not quoted."
                            .formatted(record.line(), file, record.cells(), columns.size()));
        }
        labels = rows == labels.length ? Arrays.copyOf(labels, Floats.longer(rows)) : labels;
        labels[rows] = Dataset.UNKNOWN;
        for (int j = 0; j < columns.size(); j++) {
            Column column = columns.get(j);
            switch (column.role) {
                case KEY -> keys.add(record.cell(j));
                case ATTRIBUTE -> attribute(column).add(attribute(record, j));
                case IGNORED, TEXT -> {}
                case LABEL -> labels[rows] = label(column, record, j, file);
                case UNDECIDED, NUMERIC, NOMINAL -> cells.add(feature(column, record, j, file));
            }
        }
        if (hasTexts) {
            texts.add(text(record));
        }
        test.set(rows, isTest);
        rows++;
    }

    /** The values of a column of attributes, empty where one is missing. */
    List<String> attribute(Column column) {
        return attributes.computeIfAbsent(column, none -> new ArrayList<>());
    }

    private String attribute(RecordReader record, int cell) {
        return isMissing(record.text(), record.start(cell), record.end(cell)) ? "" : record.cell(cell);
    }

    /** The text cells of a record, joined by line breaks. */
    private String text(RecordReader record) {
        return IntStream.range(0, columns.size())
                .filter(j -> columns.get(j).role == Column.Role.TEXT)
                .mapToObj(record::cell)
                .collect(Collectors.joining("\n"));
    }

    private int label(Column column, RecordReader record, int cell, String file) throws BadDataException {
        int from = record.start(cell);
        int to = record.end(cell);
        if (isMissing(record.text(), from, to)) {
            return Dataset.UNKNOWN;
        }
        if (to - from > labelSuffix.length() && endsWithSuffix(record.text(), to)) {
            to -= labelSuffix.length();
        }
        return level(column, record, from, to, file);
    }

    private boolean endsWithSuffix(char[] text, int to) {
        for (int i = 1; i <= labelSuffix.length(); i++) {
            if (text[to - i] != labelSuffix.charAt(labelSuffix.length() - i)) {
                return false;
            }
        }
        return true;
    }

    private float feature(Column column, RecordReader record, int cell, String file) throws BadDataException {
        char[] text = record.text();
        int from = record.start(cell);
        int to = record.end(cell);
        if (column.role == Column.Role.NOMINAL) {
            return isMissing(text, from, to) ? Float.NaN : level(column, record, from, to, file);
        }
        double number = Numbers.parse(text, from, to);
        if (!Double.isNaN(number)) {
            column.role = Column.Role.NUMERIC;
            return (float) number;
        } else if (isMissing(text, from, to)) {
            return Float.NaN;
        } else if (column.role == Column.Role.UNDECIDED) {
            column.role = Column.Role.NOMINAL;
            return level(column, record, from, to, file);
        }
        throw new BadDataException(
                "The value (%s) of column (%s) in line (%d) of (%s) is not a number. Maybe it marks a missing value (missing: [...]), or the column is nominal (nominal: [%s])."
                        .formatted(record.cell(cell), column.name, record.line(), file, column.name));
    }

    private static int level(Column column, RecordReader record, int from, int to, String file)
            throws BadDataException {
        int known = column.levels.find(record.text(), from, to);
        if (known >= 0) {
            return known;
        }
        String value = new String(record.text(), from, to - from);
        if (column.closed) {
            throw new BadDataException("In line (%d) of (%s): %s"
                    .formatted(
                            record.line(),
                            file,
                            Parts.unknown(
                                    "value of column (%s)".formatted(column.name), value, column.levels.values())));
        }
        if (column.levels.size() == MOST_LEVELS) {
            throw new BadDataException(
                    "The column (%s) of (%s) has more than (%d) different values, the last one being (%s) in line (%d). Maybe it is a key or a text; then say (ignore: [%s]), (key: %s) or (text: [%s])."
                            .formatted(
                                    column.name,
                                    file,
                                    MOST_LEVELS,
                                    value,
                                    record.line(),
                                    column.name,
                                    column.name,
                                    column.name));
        }
        return column.levels.add(record.text(), from, to);
    }

    private boolean isMissing(char[] text, int from, int to) {
        if (from == to) {
            return true;
        }
        for (char[] marker : missing) {
            if (Arrays.equals(text, from, to, marker, 0, marker.length)) {
                return true;
            }
        }
        return false;
    }

    /** How many features a row has before nominal columns are spread. */
    int features() {
        return (int) columns.stream().filter(Column::isFeature).count();
    }
}
