package dev.quarry.dataset.feature;

import dev.quarry.bundle.State;
import dev.quarry.dataset.Columns;
import dev.quarry.dataset.LearntColumns;
import dev.quarry.dataset.Preparation;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Columns of numbers, some missing (NaN), with the way to fill and scale them. Levels of nominal columns stay 0 or 1.
 *
 * @param numbers shape [n, d]
 * @param columns what the columns are
 * @param scaling how those are scaled that are no level
 */
public record ScaledColumns(FloatMatrix numbers, Columns columns, Scaling scaling) implements Preparation {

    /** Checks the number of columns. */
    public ScaledColumns {
        if (columns.count() != numbers.cols()) {
            throw new IllegalArgumentException("There are (%d) columns of numbers but (%d) are described."
                    .formatted(numbers.cols(), columns.count()));
        }
    }

    @Override
    public State learn(int[] rows) {
        BitSet scaled = new BitSet(columns.count());
        scaled.set(0, columns.count());
        columns.levels().keySet().forEach(scaled::clear);
        return new LearntColumns(columns, Optional.of(scaling.fit(numbers, rows, scaled))).state();
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
