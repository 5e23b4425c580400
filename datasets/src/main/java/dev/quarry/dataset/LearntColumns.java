package dev.quarry.dataset;

import dev.quarry.bundle.State;
import dev.quarry.kernel.Matrix;
import java.util.List;
import java.util.Optional;

/**
 * What was learnt about the columns of a table: which they were and, unless they stay as they are, how they are filled
 * and scaled.
 *
 * @param columns the columns it was learnt from
 * @param transform what becomes of them
 */
public record LearntColumns(Columns columns, Optional<ColumnTransform> transform) {

    private static final String KIND = "columns";

    /** What a state holds. */
    public static LearntColumns of(State learnt) {
        Preparation.requireKind(learnt, KIND);
        return new LearntColumns(
                Columns.of(learnt), learnt.has("factor") ? Optional.of(ColumnTransform.of(learnt)) : Optional.empty());
    }

    /** As a state. */
    public State state() {
        State state = columns.into(Preparation.kind(KIND));
        return transform.isEmpty() ? state : transform.get().into(state);
    }

    /**
     * The features of a table.
     *
     * @param table shape [n, d], with {@code own} columns
     * @throws IllegalArgumentException if a column that is needed is not there
     */
    public Matrix apply(Matrix table, Columns own) {
        Matrix gathered = columns.from(own).gather(table);
        return transform.isEmpty() ? gathered : transform.get().apply(gathered);
    }

    /** How many columns the features have. */
    public int cols() {
        return columns.count();
    }

    /** Their names, or none. */
    public List<String> names() {
        return columns.names();
    }
}
