package dev.quarry.dataset;

import dev.quarry.bundle.State;
import dev.quarry.kernel.Matrix;
import dev.quarry.part.Part;
import java.util.List;

/** Brings the features of a dataset to fewer columns. */
public interface Reduction extends Part {

    /**
     * Learns from the given rows of some features.
     *
     * @param features shape [n, d]
     * @param rows at least one
     * @throws IllegalArgumentException if there are too few rows or columns for it
     */
    State learn(Matrix features, int[] rows);

    /**
     * All rows with fewer columns, float32.
     *
     * @param features shape [n, d] with the d it was learnt with
     */
    Matrix apply(Matrix features, State learnt);

    /** How many columns come out. */
    int cols(State learnt);

    /** Their names; empty where they have none. */
    List<String> names(State learnt);
}
