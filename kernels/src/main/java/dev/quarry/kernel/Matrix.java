package dev.quarry.kernel;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A dense, row-major, read-only matrix of float32 or float64 numbers, in memory or mapped from a file.
 *
 * <p>Kernels compute in the precision of their input: float32 rows take the fast path, float64 rows keep every digit.
 */
public abstract sealed class Matrix permits FloatMatrix, DoubleMatrix, MappedMatrix, MatrixView, HeldRows {

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

    /**
     * The given rows, in the given order, as a matrix in memory of the same precision.
     *
     * @throws IllegalStateException if rows of a file do not fit the {@linkplain Memory#budget() memory budget}
     */
    public Matrix select(int[] rows) {
        requireRoom(rows.length);
        return block(rows);
    }

    /** The same for few rows that are worked on at a time, which no budget is asked for. */
    final Matrix block(int[] rows) {
        if (isInMemory()) {
            return select(rows);
        }
        return isDouble() ? doubles(rows) : floats(rows);
    }

    /**
     * Rows {@code from} (inclusive) to {@code to} (exclusive) as a matrix in memory: for a run that is worked on at a time,
     * which no budget is asked for.
     */
    public final Matrix run(int from, int to) {
        if (isInMemory() && from == 0 && to == rows) {
            return this;
        }
        return block(IntStream.range(from, to).toArray());
    }

    private FloatMatrix floats(int[] chosen) {
        float[] values = new float[Math.multiplyExact(chosen.length, cols)];
        float[] row = new float[cols];
        for (int i = 0; i < chosen.length; i++) {
            checkRow(chosen[i]);
            copyRows(chosen[i], chosen[i] + 1, row);
            System.arraycopy(row, 0, values, i * cols, cols);
        }
        return FloatMatrix.wrap(values, chosen.length, cols);
    }

    private DoubleMatrix doubles(int[] chosen) {
        double[] values = new double[Math.multiplyExact(chosen.length, cols)];
        double[] row = new double[cols];
        for (int i = 0; i < chosen.length; i++) {
            checkRow(chosen[i]);
            copyRow(chosen[i], row);
            System.arraycopy(row, 0, values, i * cols, cols);
        }
        return DoubleMatrix.wrap(values, chosen.length, cols);
    }

    /**
     * The given rows in the given order, where it takes least memory: this matrix itself if they are all of it, a view
     * that is read front to back if they ascend and this matrix is not in memory, a copy otherwise.
     */
    public final Matrix among(int[] chosen) {
        boolean ascending = true;
        for (int i = 0; i < chosen.length && ascending; i++) {
            ascending = i == 0 || chosen[i - 1] < chosen[i];
        }
        if (ascending && chosen.length == rows) {
            return this;
        }
        return ascending && !isInMemory() ? MatrixView.rows(this, chosen) : select(chosen);
    }

    /**
     * This matrix with rows {@code from} (inclusive) to {@code to} (exclusive) held in memory, where it is not there
     * itself: for a piece of work that looks at these rows again and again. Rows keep their numbers.
     */
    public final Matrix holding(int from, int to) {
        return HeldRows.block(this, from, to);
    }

    /**
     * What becomes of every row when {@code change} is applied to it, in the precision of this matrix: computed when rows
     * are read where this matrix is not in memory, now otherwise.
     *
     * @param change changes the row that it is given in place; it depends on that row alone
     * @throws IllegalStateException if a copy in memory does not fit the {@linkplain Memory#budget() memory budget}
     */
    public final Matrix changed(Consumer<double[]> change) {
        Matrix view = MatrixView.changed(this, change);
        return isInMemory() ? view.copied() : view;
    }

    /** Whether all numbers are in the memory of this process. */
    public boolean isInMemory() {
        return false;
    }

    /** Whether the numbers are float64. */
    public abstract boolean isDouble();

    /**
     * This matrix as float32 in memory: itself if it is that already, a copy otherwise.
     *
     * @throws IllegalStateException if the copy does not fit the {@linkplain Memory#budget() memory budget}
     */
    public FloatMatrix toFloat() {
        requireRoom(rows);
        float[] values = new float[Math.multiplyExact(rows, cols)];
        copyRows(0, rows, values);
        return FloatMatrix.wrap(values, rows, cols);
    }

    /**
     * This matrix as float64 in memory: itself if it is that already, a copy otherwise.
     *
     * @throws IllegalStateException if the copy does not fit the {@linkplain Memory#budget() memory budget}
     */
    public DoubleMatrix toDouble() {
        Memory.require((long) rows * cols * Double.BYTES, "A copy as float64 of %s".formatted(this));
        double[] values = new double[Math.multiplyExact(rows, cols)];
        double[] row = new double[cols];
        for (int i = 0; i < rows; i++) {
            copyRow(i, row);
            System.arraycopy(row, 0, values, i * cols, cols);
        }
        return DoubleMatrix.wrap(values, rows, cols);
    }

    /**
     * The rows of this matrix and then those of another of the same width, in the precision of this one: this matrix itself
     * if the other has no rows, a view where this one is not in memory, a copy otherwise.
     *
     * @throws IllegalStateException if the copy does not fit the {@linkplain Memory#budget() memory budget}
     */
    public final Matrix followedBy(Matrix below) {
        if (below.rows() == 0) {
            return this;
        }
        Distances.checkWidths(this, below);
        if (!isInMemory()) {
            return MatrixView.stacked(this, below);
        }
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

    /** This matrix in memory, in its own precision: itself if it is there already, a copy otherwise. */
    final Matrix inMemory() {
        return isInMemory() ? this : copied();
    }

    private Matrix copied() {
        return isDouble() ? toDouble() : toFloat();
    }

    private void requireRoom(int count) {
        Memory.require(
                (long) count * cols * (isDouble() ? Double.BYTES : Float.BYTES),
                "A copy in memory of (%d) rows of %s".formatted(count, this));
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
