package dev.quarry.evidence;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;

/** Some of the columns of a matrix. */
final class Columns {

    private Columns() {}

    /** Columns {@code from} (inclusive) to {@code to} (exclusive), in the precision of the matrix; itself if that is all. */
    static Matrix of(Matrix matrix, int from, int to) {
        int cols = to - from;
        if (cols == matrix.cols()) {
            return matrix;
        }
        double[] row = new double[matrix.cols()];
        if (matrix.isDouble()) {
            double[] cut = new double[Math.multiplyExact(matrix.rows(), cols)];
            for (int i = 0; i < matrix.rows(); i++) {
                matrix.copyRow(i, row);
                System.arraycopy(row, from, cut, i * cols, cols);
            }
            return DoubleMatrix.wrap(cut, matrix.rows(), cols);
        }
        float[] cut = new float[Math.multiplyExact(matrix.rows(), cols)];
        for (int i = 0; i < matrix.rows(); i++) {
            matrix.copyRow(i, row);
            for (int j = 0; j < cols; j++) {
                cut[i * cols + j] = (float) row[from + j];
            }
        }
        return FloatMatrix.wrap(cut, matrix.rows(), cols);
    }
}
