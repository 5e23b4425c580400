package dev.quarry.dataset;

import dev.quarry.bundle.State;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What was learnt about the columns of a table: which they were and, unless they stay as they are, how they are filled
 * and scaled, and for which of them a further column says where a number was missing.
 *
 * @param columns the columns it was learnt from
 * @param transform what becomes of them
 * @param indicators the columns that have a further one
 */
public record LearntColumns(Columns columns, Optional<ColumnTransform> transform, List<Integer> indicators) {

    private static final String KIND = "columns";

    /** Copies the list. */
    public LearntColumns {
        indicators = List.copyOf(indicators);
    }

    /** What a state holds. */
    public static LearntColumns of(State learnt) {
        Preparation.requireKind(learnt, KIND);
        return new LearntColumns(
                Columns.of(learnt),
                learnt.has("factor") ? Optional.of(ColumnTransform.of(learnt)) : Optional.empty(),
                Arrays.stream(learnt.whole("indicators")).boxed().toList());
    }

    /** As a state. */
    public State state() {
        State state = columns.into(Preparation.kind(KIND))
                .with(
                        "indicators",
                        indicators.stream().mapToInt(Integer::intValue).toArray());
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
        if (transform.isEmpty()) {
            return gathered;
        }
        FloatMatrix filled = transform.get().apply(gathered);
        return indicators.isEmpty() ? filled : withIndicators(filled, gathered);
    }

    private FloatMatrix withIndicators(FloatMatrix filled, Matrix gathered) {
        int n = filled.rows();
        int cols = cols();
        Memory.require((long) n * cols * Float.BYTES, "The features of (%d) items".formatted(n));
        float[] out = new float[Math.multiplyExact(n, cols)];
        for (int row = 0; row < n; row++) {
            System.arraycopy(filled.values(), row * columns.count(), out, row * cols, columns.count());
            int at = row * cols + columns.count();
            for (int col : indicators) {
                out[at++] = Double.isNaN(gathered.get(row, col)) ? 1 : 0;
            }
        }
        return FloatMatrix.wrap(out, n, cols);
    }

    /** How many columns the features have. */
    public int cols() {
        return columns.count() + indicators.size();
    }

    /** Their names, or none. */
    public List<String> names() {
        if (columns.names().isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>(columns.names());
        indicators.forEach(col -> names.add(Columns.level(columns.names().get(col), Columns.MISSING)));
        return List.copyOf(names);
    }
}
