package dev.quarry.kernel;

import java.util.Arrays;

/**
 * A matrix outside memory of which some rows are held in memory: those that are expected to be asked for next, in any
 * order, and that were read in one pass, in the order in which they lie. Other rows are read where they are, one by one.
 */
final class HeldRows extends Matrix {

    private final Matrix base;
    private final int[] rows; // ascending
    private final Matrix held;

    private HeldRows(Matrix base, int[] rows, Matrix held) {
        super(base.rows(), base.cols());
        this.base = base;
        this.rows = rows;
        this.held = held;
    }

    /** Holds the given rows, in any order and perhaps several times, and no others; a matrix in memory stays as it is. */
    static Matrix of(Matrix matrix, int[] rows) {
        if (matrix.isInMemory()) {
            return matrix;
        }
        int[] ascending = Arrays.stream(rows).sorted().distinct().toArray();
        Matrix root = matrix;
        while (root instanceof HeldRows outer) {
            root = outer.base;
        }
        return new HeldRows(root, ascending, root.block(ascending));
    }

    /** Holds rows {@code from} (inclusive) to {@code to} (exclusive) beside those that are held already. */
    static Matrix block(Matrix matrix, int from, int to) {
        if (matrix.isInMemory()) {
            return matrix;
        }
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> from + i);
        if (matrix.isDouble()) {
            return new HeldRows(matrix, rows, matrix.block(rows));
        }
        float[] values = new float[Math.multiplyExact(rows.length, matrix.cols())];
        matrix.copyRows(from, to, values);
        return new HeldRows(matrix, rows, FloatMatrix.wrap(values, rows.length, matrix.cols()));
    }

    /** How many rows of matrices of these widths may be held at once: an eighth of the budget. */
    static int capacity(Matrix... matrices) {
        long bytes = 1;
        for (Matrix matrix : matrices) {
            bytes += matrix.isInMemory() ? 0 : (long) matrix.cols() * (matrix.isDouble() ? Double.BYTES : Float.BYTES);
        }
        return (int) Math.max(1, Math.min(1 << 18, Memory.budget() / 8 / bytes));
    }

    /** Whether a row of a matrix is in memory. */
    static boolean holds(Matrix matrix, int row) {
        return matrix instanceof HeldRows some ? some.holds(row) : matrix.isInMemory();
    }

    private boolean holds(int row) {
        return place(row) >= 0;
    }

    /** Where a row is: in the matrix that is held, or outside. */
    Matrix where(int row) {
        return holds(row) ? held : base;
    }

    /** Its row there. */
    int row(int row) {
        int place = place(row);
        return place >= 0 ? place : row;
    }

    private int place(int row) {
        if (rows.length == 0) {
            return -1;
        }
        int after = row - rows[0];
        boolean run = rows[rows.length - 1] - rows[0] == rows.length - 1;
        return run ? (after >= 0 && after < rows.length ? after : -1) : Arrays.binarySearch(rows, row);
    }

    @Override
    public double get(int row, int col) {
        return where(row).get(row(row), col);
    }

    @Override
    public void copyRows(int from, int to, float[] out) {
        if (to - from == 1) {
            int row = row(from);
            where(from).copyRows(row, row + 1, out);
        } else {
            base.copyRows(from, to, out);
        }
    }

    @Override
    public void copyRow(int row, double[] out) {
        where(row).copyRow(row(row), out);
    }

    @Override
    public boolean isDouble() {
        return base.isDouble();
    }
}
