package dev.quarry.dataset.feature;

import dev.quarry.kernel.Matrix;
import java.util.Arrays;

/**
 * The numbers of one column in some rows. Missing numbers (NaN) count as what fills them; a column without any number is
 * that throughout.
 *
 * @param missing how many numbers are missing
 * @param fill what stands for them
 * @param least the least number
 * @param greatest the greatest number
 * @param mean the mean
 * @param deviation the standard deviation of the population
 * @param median the median
 * @param quartiles the difference between the upper and the lower quartile, each interpolated between neighbours
 */
public record ColumnStatistics(
        int missing,
        double fill,
        double least,
        double greatest,
        double mean,
        double deviation,
        double median,
        double quartiles) {

    /**
     * Of one column in the given rows.
     *
     * @throws IllegalArgumentException if there are no rows
     */
    static ColumnStatistics of(Matrix matrix, int[] rows, int col, Imputation imputation) {
        if (rows.length == 0) {
            throw new IllegalArgumentException(
                    "There are no rows to learn a scaling from. Maybe every row is a test row, or the file is empty.");
        }
        double[] column = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            column[i] = matrix.get(rows[i], col);
        }
        return of(column, imputation);
    }

    /** Of one column, which is sorted in passing (so that the sums do not depend on the order of the rows). */
    private static ColumnStatistics of(double[] column, Imputation imputation) {
        Arrays.sort(column); // NaN comes last
        int known = column.length;
        while (known > 0 && Double.isNaN(column[known - 1])) {
            known--;
        }
        int missing = column.length - known;
        double fill = imputation.fill(Arrays.copyOf(column, known));
        double sum = missing * fill;
        for (int i = 0; i < known; i++) {
            sum += column[i];
        }
        double mean = sum / column.length;
        double squares = missing * (fill - mean) * (fill - mean);
        for (int i = 0; i < known; i++) {
            squares += (column[i] - mean) * (column[i] - mean);
        }
        if (missing > 0) {
            Arrays.fill(column, known, column.length, fill);
            Arrays.sort(column);
        }
        return new ColumnStatistics(
                missing,
                fill,
                column[0],
                column[column.length - 1],
                mean,
                Math.sqrt(squares / column.length),
                quantile(column, 0.5),
                quantile(column, 0.75) - quantile(column, 0.25));
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
