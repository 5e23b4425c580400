package dev.quarry.dataset.feature;

import dev.quarry.bundle.State;
import dev.quarry.dataset.Columns;
import dev.quarry.dataset.Preparation;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.util.BitSet;
import java.util.List;

/**
 * Columns of numbers, some missing (NaN), with the way to fill and scale them. Levels of nominal columns stay 0 or 1.
 *
 * @param numbers shape [n, d]
 * @param columns what the columns are
 * @param scaling how those are scaled that are no level
 */
public record ScaledColumns(FloatMatrix numbers, Columns columns, Scaling scaling) implements Preparation {

    private static final String KIND = "columns";

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
        return scaling.fit(numbers, rows, scaled).into(columns.into(Preparation.kind(KIND)));
    }

    @Override
    public Matrix apply(State learnt) {
        boolean asTheyAre = learnt.text("kind").equals(Columns.NUMBERS);
        if (!asTheyAre) {
            Preparation.requireKind(learnt, KIND);
        }
        Matrix gathered = Columns.of(learnt).from(columns).gather(numbers);
        return asTheyAre ? gathered : ColumnTransform.of(learnt).apply(gathered);
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
