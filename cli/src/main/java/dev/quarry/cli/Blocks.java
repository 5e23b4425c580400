package dev.quarry.cli;

import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.util.ArrayList;
import java.util.List;

/** Rows in blocks, so that a pool in a file never has to be in memory as a whole. */
final class Blocks {

    /** Numbers in a block: 16 MiB of float32. */
    private static final int NUMBERS = 1 << 22;

    private static final int MOST_ROWS = 8192;

    private Blocks() {}

    /** Rows {@code from} (inclusive) to {@code to} (exclusive). */
    record Range(int from, int to) {}

    /**
     * Blocks of {@code n} rows; one empty block where there are none.
     *
     * @param widest how many numbers the widest of the matrices has in a row
     */
    static List<Range> of(int n, int widest) {
        int rows = Math.max(1, Math.min(MOST_ROWS, NUMBERS / Math.max(1, widest)));
        List<Range> ranges = new ArrayList<>();
        for (int from = 0; from < n; from += rows) {
            ranges.add(new Range(from, Math.min(n, from + rows)));
        }
        return ranges.isEmpty() ? List.of(new Range(0, 0)) : ranges;
    }

    /** A block of rows in memory. */
    static FloatMatrix rows(Matrix matrix, Range range) {
        int count = range.to - range.from;
        float[] values = new float[Math.multiplyExact(count, matrix.cols())];
        matrix.copyRows(range.from, range.to, values);
        return FloatMatrix.wrap(values, count, matrix.cols());
    }

    /** Asserts that features are numbers, naming the item whose are not. */
    static void requireFinite(Matrix features, Items items, Range range) {
        double[] row = new double[features.cols()];
        for (int i = 0; i < features.rows(); i++) {
            features.copyRow(i, row);
            for (int j = 0; j < row.length; j++) {
                if (!Double.isFinite(row[j])) {
                    throw new IllegalArgumentException(
                            "The feature in column (%d) of item (%s) is (%s). Maybe fill in missing values first."
                                    .formatted(j, items.name(range.from + i), row[j]));
                }
            }
        }
    }

    /** The most probable class of a row; the first of them if several are. */
    static int best(Matrix probabilities, int row) {
        int best = 0;
        for (int c = 1; c < probabilities.cols(); c++) {
            best = probabilities.get(row, c) > probabilities.get(row, best) ? c : best;
        }
        return best;
    }
}
