package dev.quarry.kernel;

/**
 * A run of rows that are worked on together: in place where their matrix is in memory, a copy of the run otherwise. What
 * passes over all rows run by run reads a file front to back and holds no more of it than a run.
 */
final class RowBlock {

    /** Rows that a pass which does not care reads at once. */
    static final int ROWS = 512;

    private final Matrix matrix;
    private final int d;
    private final boolean isDouble;
    private int first; // the row at which the array begins
    private float[] floats = {};
    private double[] doubles = {};

    /** No run yet, unless the matrix is in memory. */
    RowBlock(Matrix matrix) {
        this.matrix = matrix;
        this.d = matrix.cols();
        this.isDouble = matrix.isDouble();
        if (matrix instanceof FloatMatrix narrow) {
            floats = narrow.values();
        } else if (matrix instanceof DoubleMatrix wide) {
            doubles = wide.values();
        }
    }

    /** Turns to rows {@code from} (inclusive) to {@code to} (exclusive); what was read before is gone. */
    RowBlock read(int from, int to) {
        if (matrix.isInMemory()) {
            return this;
        }
        first = from;
        int length = Math.multiplyExact(to - from, d);
        if (!isDouble) {
            floats = floats.length < length ? new float[length] : floats;
            matrix.copyRows(from, to, floats);
            return this;
        }
        doubles = doubles.length < length ? new double[length] : doubles;
        double[] row = new double[d];
        for (int i = from; i < to; i++) {
            matrix.copyRow(i, row);
            System.arraycopy(row, 0, doubles, at(i), d);
        }
        return this;
    }

    /** The numbers of float32 rows: those of a row begin {@linkplain #at there}. Never write to it. */
    float[] floats() {
        return floats;
    }

    /** Where a row of the run begins. */
    int at(int row) {
        return (row - first) * d;
    }

    /** ‖x‖² of a row of the run. */
    double square(int row) {
        int at = at(row);
        return isDouble ? Distances.dot(doubles, at, doubles, at, d) : Distances.dot(floats, at, floats, at, d);
    }

    /** The squared distance of a row of the run to one of another, as {@link Distances} has it. */
    double squared(int row, RowBlock other, int otherRow) {
        if (isDouble != other.isDouble) {
            return Distances.squared(wide(row), 0, other.wide(otherRow), 0, d);
        }
        return isDouble
                ? Distances.squared(doubles, at(row), other.doubles, other.at(otherRow), d)
                : Distances.squared(floats, at(row), other.floats, other.at(otherRow), d);
    }

    /** The sum of absolute differences, as {@link Distances} has it. */
    double manhattan(int row, RowBlock other, int otherRow) {
        return isDouble || other.isDouble
                ? Distances.manhattan(wide(row), 0, other.wide(otherRow), 0, d)
                : Distances.manhattan(floats, at(row), other.floats, other.at(otherRow), d);
    }

    private double[] wide(int row) {
        double[] wide = new double[d];
        int at = at(row);
        for (int j = 0; j < d; j++) {
            wide[j] = isDouble ? doubles[at + j] : floats[at + j];
        }
        return wide;
    }
}
