package dev.quarry.learn.classical;

import dev.quarry.kernel.Matrix;

/**
 * Some consecutive rows of a matrix, restricted to some of its columns, laid out for products with one weight vector per
 * class. Zeros are stored or not, whichever is faster; the sums have the same bits either way.
 */
abstract sealed class RowBlock permits DenseBlock, SparseBlock {

    /** Rows of a block: what stays in the second-level cache at a few hundred columns. */
    static final int ROWS = 128;

    /** Below this share of non-zeros the block is stored by its non-zeros. */
    private static final double SPARSE = 0.15;

    private final int size;

    RowBlock(int size) {
        this.size = size;
    }

    /**
     * Lays out rows {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param columns which columns, in this order
     */
    static RowBlock of(Matrix features, int from, int to, int[] columns) {
        double[][] rows = new double[to - from][columns.length];
        double[] whole = new double[features.cols()];
        boolean all = columns.length == whole.length;
        long filled = 0;
        for (int i = 0; i < rows.length; i++) {
            features.copyRow(from + i, all ? rows[i] : whole);
            for (int j = 0; j < columns.length; j++) {
                double value = all ? rows[i][j] : whole[columns[j]];
                rows[i][j] = value;
                filled += value == 0 ? 0 : 1;
            }
        }
        boolean sparse = filled < SPARSE * rows.length * columns.length;
        return sparse ? new SparseBlock(rows, Math.toIntExact(filled)) : new DenseBlock(rows, columns.length);
    }

    /** How many rows there are. */
    final int size() {
        return size;
    }

    /** Memory in bytes, about. */
    abstract long bytes();

    /** {@code out[c][i] += w[c] · row i}, the columns in ascending order. */
    abstract void multiply(double[][] w, double[][] out);

    /** {@code out[c] += Σ_i factor[c][i] · row i}, the rows in ascending order. */
    abstract void addWeighted(double[][] factor, double[][] out);
}
