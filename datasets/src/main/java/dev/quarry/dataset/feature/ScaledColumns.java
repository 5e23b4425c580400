package dev.quarry.dataset.feature;

import dev.quarry.bundle.State;
import dev.quarry.dataset.ColumnTransform;
import dev.quarry.dataset.Columns;
import dev.quarry.dataset.LearntColumns;
import dev.quarry.dataset.Preparation;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Columns of numbers, some missing (NaN), with the way to fill and scale them. Levels of nominal columns stay 0 or 1.
 *
 * @param numbers shape [n, d]
 * @param columns what the columns are
 * @param imputation what stands for a missing number
 * @param scaling how those are scaled that are no level
 */
public record ScaledColumns(FloatMatrix numbers, Columns columns, Imputation imputation, Scaling scaling)
        implements Preparation {

    /** Checks the number of columns. */
    public ScaledColumns {
        if (columns.count() != numbers.cols()) {
            throw new IllegalArgumentException("There are (%d) columns of numbers but (%d) are described."
                    .formatted(numbers.cols(), columns.count()));
        }
    }

    /** Missing numbers become the median. */
    public ScaledColumns(FloatMatrix numbers, Columns columns, Scaling scaling) {
        this(numbers, columns, new Median(), scaling);
    }

    @Override
    public State learn(int[] rows) {
        int cols = columns.count();
        double[] fill = new double[cols];
        double[] shift = new double[cols];
        double[] factor = new double[cols];
        Arrays.fill(factor, 1);
        boolean[] lacking = new boolean[cols];
        Workers.current().chunks(cols, 1, (col, next) -> {
            if (!columns.isLevel(col)) {
                ColumnStatistics column = ColumnStatistics.of(numbers, rows, col, imputation);
                fill[col] = column.fill();
                shift[col] = scaling.shift(column);
                factor[col] = scaling.factor(column);
                lacking[col] = column.missing() > 0;
            }
        });
        List<Integer> indicators = IntStream.range(0, cols)
                .filter(col -> imputation.indicator() && lacking[col])
                .boxed()
                .toList();
        return new LearntColumns(columns, Optional.of(ColumnTransform.of(fill, shift, factor)), indicators).state();
    }

    @Override
    public Matrix apply(State learnt) {
        return LearntColumns.of(learnt).apply(numbers, columns);
    }

    @Override
    public int cols(State learnt) {
        return LearntColumns.of(learnt).cols();
    }

    @Override
    public List<String> names(State learnt) {
        return LearntColumns.of(learnt).names();
    }
}
