package dev.quarry.dataset;

import dev.quarry.bundle.State;
import dev.quarry.kernel.Matrix;
import java.util.List;
import java.util.Optional;

/** Features that are what they are. */
record FixedFeatures(Matrix features, Columns columns) implements Preparation {

    @Override
    public State learn(int[] rows) {
        return new LearntColumns(columns, Optional.empty(), List.of()).state();
    }

    @Override
    public Matrix apply(State learnt) {
        return LearntColumns.of(learnt).apply(features, columns);
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
