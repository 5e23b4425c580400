package dev.quarry.dataset.feature;

import dev.quarry.dataset.ColumnTransform;
import dev.quarry.kernel.Matrix;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Brings columns to a common scale. Missing numbers (NaN) become the median of their column, or 0 in a column that is not
 * scaled.
 */
public interface Scaling extends Part {

    /**
     * Learns from the given rows how to scale the given columns; other columns stay as they are.
     *
     * @param rows at least one
     * @param columns those to scale
     * @throws IllegalArgumentException if there are no rows
     */
    default ColumnTransform fit(Matrix matrix, int[] rows, BitSet columns) {
        int cols = matrix.cols();
        double[] fill = new double[cols];
        double[] shift = new double[cols];
        double[] factor = new double[cols];
        Arrays.fill(factor, 1);
        for (int col = columns.nextSetBit(0); col >= 0; col = columns.nextSetBit(col + 1)) {
            ColumnStatistics column = ColumnStatistics.of(matrix, rows, col);
            fill[col] = column.median();
            shift[col] = shift(column.least(), column.mean());
            factor[col] = factor(column.greatest() - column.least(), column.deviation());
        }
        return ColumnTransform.of(fill, shift, factor);
    }

    /** Learns from the given rows how to scale every column. */
    default ColumnTransform fit(Matrix matrix, int[] rows) {
        BitSet all = new BitSet(matrix.cols());
        all.set(0, matrix.cols());
        return fit(matrix, rows, all);
    }

    /** What is subtracted from a column of this least number and mean. */
    double shift(double least, double mean);

    /**
     * By what a column is multiplied after that.
     *
     * @param range greatest minus least number; exactly 0 for a constant column
     * @param deviation the standard deviation (of the population)
     */
    double factor(double range, double deviation);
}
