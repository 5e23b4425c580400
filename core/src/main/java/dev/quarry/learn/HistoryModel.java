package dev.quarry.learn;

import dev.quarry.kernel.Matrix;

/** A model that remembers what it was at several moments of its training, so that its history can be asked of any row. */
public interface HistoryModel extends Model {

    /** How many moments it remembers, T; the last one is the model itself. */
    int moments();

    /**
     * What it said at each moment.
     *
     * @param features shape [n, d]
     * @return shape [n, T · C]; row i holds its distributions one after the other, the earliest first
     */
    Matrix history(Matrix features);
}
