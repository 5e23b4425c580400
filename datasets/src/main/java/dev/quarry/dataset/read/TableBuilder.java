package dev.quarry.dataset.read;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Columns;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.Preparation;
import dev.quarry.dataset.feature.Extracted;
import dev.quarry.dataset.feature.Imputation;
import dev.quarry.dataset.feature.ScaledColumns;
import dev.quarry.dataset.feature.Scaling;
import dev.quarry.dataset.feature.TextFeatures;
import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Memory;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a dataset of a table: numeric columns stay columns, each level of a nominal column becomes one (missing is a
 * level of its own, {@code name=?}), or the texts become features.
 */
final class TableBuilder {

    private final Table table;
    private final List<String> names = new ArrayList<>();
    /** The columns that are a level, with the name of the nominal column. */
    private final SortedMap<Integer, String> levels = new TreeMap<>();

    TableBuilder(Table table) {
        this.table = table;
    }

    DatasetBuilder build(String file, Imputation impute, Scaling scaling, TextFeatures textFeatures)
            throws IOException {
        if (table.rows() == 0) {
            throw new BadDataException(
                    "The file (%s) has no rows. Maybe it is empty, or its only line was taken for the header."
                            .formatted(file));
        }
        boolean isText = has(Column.Role.TEXT);
        if (!isText && table.features() == 0) {
            throw new BadDataException(
                    "The file (%s) has no feature columns. Maybe the delimiter is another one, or its text column must be named (text: [...])."
                            .formatted(file));
        }
        Items items = has(Column.Role.KEY) ? named(file) : Items.range(table.rows());
        Preparation preparation = isText ? Extracted.ofTexts(textFeatures, table.texts) : columns(impute, scaling);
        DatasetBuilder builder =
                new DatasetBuilder(items, preparation).test(table.test).attributes(attributes(items));
        if (isText) {
            builder.texts(table.texts);
        }
        labels(builder);
        return builder;
    }

    private Attributes attributes(Items items) {
        Attributes attributes = Attributes.of(items);
        for (Column column : table.columns()) {
            if (column.role == Column.Role.ATTRIBUTE) {
                attributes = attributes.withTexts(column.name, table.attribute(column));
            }
        }
        return attributes;
    }

    private ScaledColumns columns(Imputation impute, Scaling scaling) {
        FloatMatrix numbers = numbers();
        return new ScaledColumns(numbers, new Columns(names.size(), names, levels), impute, scaling);
    }

    private Items named(String file) throws BadDataException {
        try {
            return Items.named(table.keys);
        } catch (IllegalArgumentException e) {
            throw new BadDataException(
                    "The key column of (%s) names no items: %s Maybe another column is the key."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private boolean has(Column.Role role) {
        return table.columns().stream().anyMatch(column -> column.role == role);
    }

    private void labels(DatasetBuilder builder) {
        for (Column column : table.columns()) {
            if (column.role == Column.Role.LABEL) {
                Levels levels = column.levels;
                int[] order = column.closed ? new int[0] : levels.order();
                int[] ranks = Levels.ranks(order);
                int[] labels = table.labels();
                for (int row = 0; row < labels.length && !column.closed; row++) {
                    labels[row] = labels[row] == Dataset.UNKNOWN ? Dataset.UNKNOWN : ranks[labels[row]];
                }
                builder.labels(labels).classes(column.closed ? levels.values() : values(levels, order));
            }
        }
    }

    private static List<String> values(Levels levels, int[] order) {
        List<String> values = new ArrayList<>();
        for (int number : order) {
            values.add(levels.value(number));
        }
        return values;
    }

    /** The features with nominal columns spread, NaN where a number is missing. */
    private FloatMatrix numbers() {
        List<Column> features =
                table.columns().stream().filter(Column::isFeature).toList();
        int width = features.size();
        List<Spread> spreads = new ArrayList<>();
        int cols = 0;
        for (int j = 0; j < width; j++) {
            Spread spread = spread(features.get(j), j, width, cols);
            spreads.add(spread);
            cols += spread.cols();
        }
        if (levels.isEmpty()) {
            return FloatMatrix.wrap(table.cells.toArray(), table.rows(), width);
        }
        Memory.require(
                (long) table.rows() * cols * Float.BYTES,
                "The table of (%d) rows with a column for each of its nominal values, (%d) columns,"
                        .formatted(table.rows(), cols));
        float[] out = new float[Math.multiplyExact(table.rows(), cols)];
        for (int row = 0; row < table.rows(); row++) {
            for (int j = 0; j < width; j++) {
                spreads.get(j).write(table.cells.get(row * width + j), out, row * cols);
            }
        }
        return FloatMatrix.wrap(out, table.rows(), cols);
    }

    private Spread spread(Column column, int feature, int width, int first) {
        if (column.role != Column.Role.NOMINAL) {
            names.add(column.name);
            return new Spread(first, 1, null);
        }
        int[] order = column.levels.order();
        values(column.levels, order).forEach(value -> level(column, value));
        boolean missing = false;
        for (int row = 0; row < table.rows() && !missing; row++) {
            missing = Float.isNaN(table.cells.get(row * width + feature));
        }
        if (missing) {
            level(column, Columns.MISSING);
        }
        return new Spread(first, order.length + (missing ? 1 : 0), Levels.ranks(order));
    }

    private void level(Column column, String value) {
        levels.put(names.size(), column.name);
        names.add(Columns.level(column.name, value));
    }

    /** Where the columns of one feature lie: one for a number, one for each level (and "missing") otherwise. */
    private static final class Spread {

        private final int first;
        private final int cols;
        private final int @Nullable [] ranks;

        Spread(int first, int cols, int @Nullable [] ranks) {
            this.first = first;
            this.cols = cols;
            this.ranks = ranks;
        }

        int cols() {
            return cols;
        }

        void write(float cell, float[] out, int row) {
            if (ranks == null) {
                out[row + first] = cell;
            } else {
                out[row + first + (Float.isNaN(cell) ? cols - 1 : ranks[(int) cell])] = 1;
            }
        }
    }

    /** The column that a name, a position from 0, {@code first} or {@code last} means. */
    static int position(String wanted, List<String> columns, String file) throws BadDataException {
        int byName = columns.indexOf(wanted);
        if (byName >= 0) {
            return byName;
        } else if (wanted.equals("last")) {
            return columns.size() - 1;
        } else if (wanted.equals("first")) {
            return 0;
        }
        double number = Numbers.parse(wanted.toCharArray(), 0, wanted.length());
        if (number >= 0 && number < columns.size() && number == Math.rint(number)) {
            return (int) number;
        }
        throw new BadDataException(Parts.unknown("column in (%s)".formatted(file), wanted, columns));
    }
}
