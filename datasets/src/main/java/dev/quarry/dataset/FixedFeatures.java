package dev.quarry.dataset;

import dev.quarry.bundle.State;
import dev.quarry.kernel.Matrix;
import java.util.List;

/** Features that are what they are. */
record FixedFeatures(Matrix features, Columns columns) implements Preparation {

    @Override
    public State learn(int[] rows) {
        return columns.into(Preparation.kind(Columns.NUMBERS));
    }

    @Override
    public Matrix apply(State learnt) {
        Preparation.requireKind(learnt, Columns.NUMBERS);
        return Columns.of(learnt).from(columns).gather(features);
    }

    @Override
    public int cols(State learnt) {
        return Columns.of(learnt).count();
    }

    @Override
    public List<String> names(State learnt) {
        return Columns.of(learnt).names();
    }
}
