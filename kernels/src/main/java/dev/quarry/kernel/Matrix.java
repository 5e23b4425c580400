package dev.quarry.kernel;

import java.util.Arrays;

/**
 * A dense, row-major, read-only matrix of float32 or float64 numbers, in memory or mapped from a file.
 *
 * <p>Kernels compute in the precision of their input: float32 rows take the fast path, float64 rows keep every digit.
 */
public abstract sealed class Matrix permits FloatMatrix, DoubleMatrix, MappedMatrix {

    private final int rows;
    private final int cols;

    Matrix(int rows, int cols) {
        this.rows = rows;
        this.cols = cols;
    }

    /** Number of rows, n. */
    public final int rows() {
        return rows;
    }

    /** Number of columns. */
    public final int cols() {
        return cols;
    }

    /** One number. Convenient, not fast: kernels work on whole rows. */
    public abstract double get(int row, int col);

    /**
     * Copies rows {@code from} (inclusive) to {@code to} (exclusive) as float32 into {@code out}, starting at 0.
     *
     * @param out at least {@code (to - from) · cols()} long
     */
    public abstract void copyRows(int from, int to, float[] out);

    /**
     * Copies one row as float64 into {@code out}, starting at 0.
     *
     * @param out at least {@code cols()} long
     */
    public abstract void copyRow(int row, double[] out);

    /** The given rows, in the given order, as a matrix in memory of the same precision. */
    public abstract Matrix select(int[] rows);

    /** Whether the numbers are float64. */
    public abstract boolean isDouble();

    /**
     * This matrix as float32 in memory: itself if it is that already, a copy otherwise.
     *
     * @throws IllegalStateException if the copy does not fit the {@linkplain Memory#budget() memory budget}
     */
    public abstract FloatMatrix toFloat();

    /** This matrix as float64 in memory: itself if it is that already, a copy otherwise. */
    public DoubleMatrix toDouble() {
        double[] values = new double[Math.multiplyExact(rows, cols)];
        double[] row = new double[cols];
        for (int i = 0; i < rows; i++) {
            copyRow(i, row);
            System.arraycopy(row, 0, values, i * cols, cols);
        }
        return DoubleMatrix.wrap(values, rows, cols);
    }

    /**
     * The rows of this matrix and then those of another of the same width, in the precision of this one. A copy, unless
     * the other has no rows.
     *
     * @throws IllegalStateException if the copy does not fit the {@linkplain Memory#budget() memory budget}
     */
    public final Matrix followedBy(Matrix below) {
        if (below.rows() == 0) {
            return this;
        }
        Distances.checkWidths(this, below);
        int all = rows + below.rows();
        int middle = rows * cols;
        Memory.require((long) all * cols * (isDouble() ? Double.BYTES : Float.BYTES), "Two matrices in one");
        if (isDouble()) {
            double[] values = Arrays.copyOf(toDouble().values(), Math.multiplyExact(all, cols));
            System.arraycopy(below.toDouble().values(), 0, values, middle, values.length - middle);
            return DoubleMatrix.wrap(values, all, cols);
        }
        float[] values = new float[Math.multiplyExact(all, cols)];
        copyRows(0, rows, values);
        System.arraycopy(below.toFloat().values(), 0, values, middle, values.length - middle);
        return FloatMatrix.wrap(values, all, cols);
    }

    /** This matrix in memory, in its own precision: itself unless it is mapped, a copy otherwise. */
    final Matrix inMemory() {
        return this instanceof MappedMatrix ? toFloat() : this;
    }

    /** Work on {@code rows} rows of float32 numbers that begin at {@code values[at]}; the first of them is {@code row}. */
    @FunctionalInterface
    interface FloatBlock {
        void run(float[] values, int at, int row, int rows);
    }

    /**
     * Runs {@code work} over rows {@code from} (inclusive) to {@code to} (exclusive) in blocks of at most {@code most}
     * rows: in place where the numbers are in an array, on a copy of the block otherwise.
     */
    final void floatBlocks(int from, int to, int most, FloatBlock work) {
        float[] values = this instanceof FloatMatrix floats
                ? floats.values()
                : new float[Math.multiplyExact(Math.min(most, to - from), cols)];
        for (int row = from; row < to; row += most) {
            int count = Math.min(most, to - row);
            if (this instanceof FloatMatrix) {
                work.run(values, row * cols, row, count);
            } else {
                copyRows(row, row + count, values);
                work.run(values, 0, row, count);
            }
        }
    }

    final void checkRow(int row) {
        if (row < 0 || row >= rows) {
            throw new IndexOutOfBoundsException("The row (%d) is outside a matrix of (%d) rows.".formatted(row, rows));
        }
    }

    static void checkShape(int length, int rows, int cols) {
        if (rows < 0 || cols < 0 || length != Math.multiplyExact(rows, cols)) {
            throw new IllegalArgumentException("The values have length (%d) but shape [%d, %d] needs (%d)."
                    .formatted(length, rows, cols, (long) rows * cols));
        }
    }

    @Override
    public final String toString() {
        return "%s[%d, %d]".formatted(isDouble() ? "float64" : "float32", rows, cols);
    }
}
