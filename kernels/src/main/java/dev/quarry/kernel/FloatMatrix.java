package dev.quarry.kernel;

import java.util.Arrays;

/** A matrix of float32 numbers in one array. */
public final class FloatMatrix extends Matrix {

    private final float[] values;

    private FloatMatrix(float[] values, int rows, int cols) {
        super(rows, cols);
        checkShape(values.length, rows, cols);
        this.values = values;
    }

    /** A matrix over {@code values} (row-major, length {@code rows · cols}), which the caller gives away. */
    public static FloatMatrix wrap(float[] values, int rows, int cols) {
        return new FloatMatrix(values, rows, cols);
    }

    /** A matrix of the given rows, copied; all of one length. */
    public static FloatMatrix of(float[]... rows) {
        int cols = rows.length == 0 ? 0 : rows[0].length;
        float[] values = new float[Math.multiplyExact(rows.length, cols)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != cols) {
                throw new IllegalArgumentException(
                        "Row (%d) has (%d) columns but row (0) has (%d).".formatted(i, rows[i].length, cols));
            }
            System.arraycopy(rows[i], 0, values, i * cols, cols);
        }
        return new FloatMatrix(values, rows.length, cols);
    }

    /** The array behind this matrix, for kernels: row i starts at {@code i · cols()}. Never write to it. */
    public float[] values() {
        return values;
    }

    @Override
    public double get(int row, int col) {
        checkRow(row);
        return values[row * cols() + col];
    }

    @Override
    public void copyRows(int from, int to, float[] out) {
        System.arraycopy(values, from * cols(), out, 0, (to - from) * cols());
    }

    @Override
    public void copyRow(int row, double[] out) {
        int at = row * cols();
        for (int j = 0; j < cols(); j++) {
            out[j] = values[at + j];
        }
    }

    @Override
    public FloatMatrix select(int[] rows) {
        float[] chosen = new float[Math.multiplyExact(rows.length, cols())];
        for (int i = 0; i < rows.length; i++) {
            checkRow(rows[i]);
            System.arraycopy(values, rows[i] * cols(), chosen, i * cols(), cols());
        }
        return new FloatMatrix(chosen, rows.length, cols());
    }

    @Override
    public boolean isInMemory() {
        return true;
    }

    @Override
    public boolean isDouble() {
        return false;
    }

    @Override
    public FloatMatrix toFloat() {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatMatrix that
                && rows() == that.rows()
                && cols() == that.cols()
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + cols();
    }
}
