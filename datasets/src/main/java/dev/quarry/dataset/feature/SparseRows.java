package dev.quarry.dataset.feature;

import dev.quarry.dataset.reduce.SymmetricProduct;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A sparse float32 matrix, row by row. The arrays are shared, not copied. */
final class SparseRows {

    private static final int CHUNK = 256;
    /** Partial sums there are at most, whatever the number of workers. */
    private static final int PARTS = 16;

    private final int cols;
    private final int[] starts;
    private final int[] columns;
    private final float[] values;

    /** Row i has the columns and values at {@code starts[i]} to {@code starts[i + 1]}. */
    SparseRows(int cols, int[] starts, int[] columns, float[] values) {
        this.cols = cols;
        this.starts = starts;
        this.columns = columns;
        this.values = values;
    }

    int rows() {
        return starts.length - 1;
    }

    FloatMatrix dense() {
        float[] out = new float[Math.multiplyExact(rows(), cols)];
        for (int row = 0; row < rows(); row++) {
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                out[row * cols + columns[i]] = values[i];
            }
        }
        return FloatMatrix.wrap(out, rows(), cols);
    }

    /**
     * The products of each row with some axes.
     *
     * @param axes shape [k, d]
     * @return float32, shape [n, k]
     */
    FloatMatrix times(Matrix axes) {
        int k = axes.rows();
        double[] across = new double[Math.multiplyExact(cols, k)];
        double[] axis = new double[cols];
        for (int q = 0; q < k; q++) {
            axes.copyRow(q, axis);
            for (int j = 0; j < cols; j++) {
                across[j * k + q] = axis[j];
            }
        }
        float[] out = new float[Math.multiplyExact(rows(), k)];
        Workers.current().chunks(rows(), CHUNK, (from, to) -> {
            double[] sums = new double[k];
            for (int row = from; row < to; row++) {
                along(row, across, k, sums);
                for (int q = 0; q < k; q++) {
                    out[row * k + q] = (float) sums[q];
                }
            }
        });
        return FloatMatrix.wrap(out, rows(), k);
    }

    private void along(int row, double[] across, int k, double[] sums) {
        Arrays.fill(sums, 0);
        for (int i = starts[row]; i < starts[row + 1]; i++) {
            for (int q = 0; q < k; q++) {
                sums[q] += values[i] * across[columns[i] * k + q];
            }
        }
    }

    /** XᵀX over some rows, of which the eigenvectors are the right singular vectors of X. */
    SymmetricProduct gram(int[] rows) {
        return new SymmetricProduct() {
            @Override
            public int size() {
                return cols;
            }

            @Override
            public double[][] times(double[][] vectors) {
                return gramTimes(rows, vectors);
            }
        };
    }

    private double[][] gramTimes(int[] rows, double[][] vectors) {
        int b = vectors.length;
        double[] across = new double[cols * b];
        for (int j = 0; j < cols; j++) {
            for (int q = 0; q < b; q++) {
                across[j * b + q] = vectors[q][j];
            }
        }
        int part = Math.max(CHUNK, (rows.length + PARTS - 1) / PARTS);
        double[][] parts = new double[(rows.length + part - 1) / part][];
        Workers.current().chunks(rows.length, part, (from, to) -> {
            double[] sums = new double[cols * b];
            double[] along = new double[b];
            for (int r = from; r < to; r++) {
                along(rows[r], across, b, along);
                for (int i = starts[rows[r]]; i < starts[rows[r] + 1]; i++) {
                    for (int q = 0; q < b; q++) {
                        sums[columns[i] * b + q] += values[i] * along[q];
                    }
                }
            }
            parts[from / part] = sums;
        });
        double[][] products = new double[b][cols];
        IntStream.range(0, b).forEach(q -> {
            for (double[] sums : parts) {
                for (int j = 0; j < cols; j++) {
                    products[q][j] += sums[j * b + q];
                }
            }
        });
        return products;
    }
}
