package dev.quarry.dataset.feature;

import dev.quarry.kernel.Matrix;
import java.util.Arrays;

/**
 * The numbers of one column in some rows: least, greatest, mean, standard deviation, median. Missing numbers (NaN) count
 * as the median; a column without any number is 0 throughout.
 */
record ColumnStatistics(double least, double greatest, double mean, double deviation, double median) {

    /**
     * Of one column in the given rows.
     *
     * @throws IllegalArgumentException if there are no rows
     */
    static ColumnStatistics of(Matrix matrix, int[] rows, int col) {
        if (rows.length == 0) {
            throw new IllegalArgumentException(
                    "There are no rows to learn a scaling from. Maybe every row is a test row, or the file is empty.");
        }
        double[] column = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            column[i] = matrix.get(rows[i], col);
        }
        return of(column);
    }

    /** Of one column, which is sorted in passing (so that the sums do not depend on the order of the rows). */
    private static ColumnStatistics of(double[] column) {
        Arrays.sort(column); // NaN comes last
        int known = column.length;
        while (known > 0 && Double.isNaN(column[known - 1])) {
            known--;
        }
        if (known == 0) {
            return new ColumnStatistics(0, 0, 0, 0, 0);
        }
        double median = (column[(known - 1) / 2] + column[known / 2]) / 2;
        int missing = column.length - known;
        double sum = missing * median;
        for (int i = 0; i < known; i++) {
            sum += column[i];
        }
        double mean = sum / column.length;
        double squares = missing * (median - mean) * (median - mean);
        for (int i = 0; i < known; i++) {
            squares += (column[i] - mean) * (column[i] - mean);
        }
        return new ColumnStatistics(column[0], column[known - 1], mean, Math.sqrt(squares / column.length), median);
    }
}
