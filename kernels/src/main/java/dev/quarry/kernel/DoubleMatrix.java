package dev.quarry.kernel;

import java.util.Arrays;

/** A matrix of float64 numbers in one array. */
public final class DoubleMatrix extends Matrix {

    private final double[] values;

    private DoubleMatrix(double[] values, int rows, int cols) {
        super(rows, cols);
        checkShape(values.length, rows, cols);
        this.values = values;
    }

    /** A matrix over {@code values} (row-major, length {@code rows · cols}), which the caller gives away. */
    public static DoubleMatrix wrap(double[] values, int rows, int cols) {
        return new DoubleMatrix(values, rows, cols);
    }

    /** A matrix of the given rows, copied; all of one length. */
    public static DoubleMatrix of(double[]... rows) {
        int cols = rows.length == 0 ? 0 : rows[0].length;
        double[] values = new double[Math.multiplyExact(rows.length, cols)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != cols) {
                throw new IllegalArgumentException(
                        "Row (%d) has (%d) columns but row (0) has (%d).".formatted(i, rows[i].length, cols));
            }
            System.arraycopy(rows[i], 0, values, i * cols, cols);
        }
        return new DoubleMatrix(values, rows.length, cols);
    }

    /** The array behind this matrix, for kernels: row i starts at {@code i · cols()}. Never write to it. */
    public double[] values() {
        return values;
    }

    @Override
    public double get(int row, int col) {
        checkRow(row);
        return values[row * cols() + col];
    }

    @Override
    public void copyRows(int from, int to, float[] out) {
        int at = from * cols();
        for (int j = 0; j < (to - from) * cols(); j++) {
            out[j] = (float) values[at + j];
        }
    }

    @Override
    public void copyRow(int row, double[] out) {
        System.arraycopy(values, row * cols(), out, 0, cols());
    }

    @Override
    public DoubleMatrix select(int[] rows) {
        double[] chosen = new double[Math.multiplyExact(rows.length, cols())];
        for (int i = 0; i < rows.length; i++) {
            checkRow(rows[i]);
            System.arraycopy(values, rows[i] * cols(), chosen, i * cols(), cols());
        }
        return new DoubleMatrix(chosen, rows.length, cols());
    }

    @Override
    public boolean isInMemory() {
        return true;
    }

    @Override
    public boolean isDouble() {
        return true;
    }

    @Override
    public FloatMatrix toFloat() {
        float[] narrow = new float[values.length];
        for (int j = 0; j < narrow.length; j++) {
            narrow[j] = (float) values[j];
        }
        return FloatMatrix.wrap(narrow, rows(), cols());
    }

    @Override
    public DoubleMatrix toDouble() {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DoubleMatrix that
                && rows() == that.rows()
                && cols() == that.cols()
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + cols();
    }
}
