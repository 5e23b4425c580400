package dev.quarry.kernel;

/**
 * Euclidean distances and scalar products of rows.
 *
 * <p>Both are defined to the last bit, so that a selection is the same on every machine: 32 partial sums by index modulo
 * 32, each a chain of fused multiply-adds in index order that begins with 0, then a fixed tree (16 + 16, 8 + 8, 4 + 4,
 * 2 + 2, 1 + 1). float32 rows give float32 arithmetic, float64 rows float64, one row of each float64.
 */
public final class Distances {

    private Distances() {}

    /** The squared distance of row i of {@code a} to row j of {@code b}, of the same width. */
    public static double squared(Matrix a, int i, Matrix b, int j) {
        checkWidths(a, b);
        if (a instanceof FloatMatrix x && b instanceof FloatMatrix y) {
            return squared(x.values(), i * x.cols(), y.values(), j * x.cols(), x.cols());
        } else if (a instanceof HeldRows held) {
            return squared(held.where(i), held.row(i), b, j);
        } else if (b instanceof HeldRows held) {
            return squared(a, i, held.where(j), held.row(j));
        }
        return a.isDouble() || b.isDouble()
                ? squared(doubles(a, i), offset(a, true, i), doubles(b, j), offset(b, true, j), a.cols())
                : squared(floats(a, i), offset(a, false, i), floats(b, j), offset(b, false, j), a.cols());
    }

    /**
     * The squared distances of rows {@code from} (inclusive) to {@code to} (exclusive) of {@code points} to row
     * {@code centre} of {@code centres}, of the same width, starting at 0. Rows of a file are read front to back.
     *
     * @param out at least {@code to - from} long
     */
    public static void squared(Matrix points, int from, int to, Matrix centres, int centre, double[] out) {
        checkWidths(points, centres);
        RowBlock one = new RowBlock(centres).read(centre, centre + 1);
        RowBlock some = new RowBlock(points);
        for (int start = from; start < to; start += RowBlock.ROWS) {
            int end = Math.min(to, start + RowBlock.ROWS);
            some.read(start, end);
            for (int row = start; row < end; row++) {
                out[row - from] = some.squared(row, one, centre);
            }
        }
    }

    /** The scalar product of row i of {@code a} and row j of {@code b}, of the same width. */
    public static double dot(Matrix a, int i, Matrix b, int j) {
        checkWidths(a, b);
        if (a instanceof HeldRows held) {
            return dot(held.where(i), held.row(i), b, j);
        } else if (b instanceof HeldRows held) {
            return dot(a, i, held.where(j), held.row(j));
        }
        return a.isDouble() || b.isDouble()
                ? dot(doubles(a, i), offset(a, true, i), doubles(b, j), offset(b, true, j), a.cols())
                : dot(floats(a, i), offset(a, false, i), floats(b, j), offset(b, false, j), a.cols());
    }

    /** The cosine of row i of {@code a} and row j of {@code b}, in [−1, 1], in float64; 0 where one of them is the origin. */
    public static double cosine(Matrix a, int i, Matrix b, int j) {
        checkWidths(a, b);
        int d = a.cols();
        double[] x = doubles(a, i);
        double[] y = doubles(b, j);
        int xi = offset(a, true, i);
        int yj = offset(b, true, j);
        double lengths = Math.sqrt(dot(x, xi, x, xi, d)) * Math.sqrt(dot(y, yj, y, yj, d));
        return lengths == 0 ? 0 : Math.max(-1, Math.min(1, dot(x, xi, y, yj, d) / lengths));
    }

    /** The angle between row i of {@code a} and row j of {@code b} as a share of π, in [0, 1]; ½ where one is the origin. */
    public static double angular(Matrix a, int i, Matrix b, int j) {
        return StrictMath.acos(cosine(a, i, b, j)) / Math.PI;
    }

    /** The sum of the absolute differences of row i of {@code a} and row j of {@code b}, in float64, in index order. */
    public static double manhattan(Matrix a, int i, Matrix b, int j) {
        checkWidths(a, b);
        if (a instanceof FloatMatrix x && b instanceof FloatMatrix y) {
            return manhattan(x.values(), i * a.cols(), y.values(), j * b.cols(), a.cols());
        }
        return manhattan(doubles(a, i), offset(a, true, i), doubles(b, j), offset(b, true, j), a.cols());
    }

    static double manhattan(double[] a, int ai, double[] b, int bi, int d) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
            sum += Math.abs(a[ai + c] - b[bi + c]);
        }
        return sum;
    }

    static double manhattan(float[] a, int ai, float[] b, int bi, int d) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
            sum += Math.abs((double) a[ai + c] - b[bi + c]);
        }
        return sum;
    }

    /** The squared distance of {@code a[ai..ai+d)} to {@code b[bi..bi+d)} in float32. */
    public static float squared(float[] a, int ai, float[] b, int bi, int d) {
        return Vectors.PRESENT ? Simd.squared(a, ai, b, bi, d) : Plain.squared(a, ai, b, bi, d);
    }

    /** The squared distance of {@code a[ai..ai+d)} to {@code b[bi..bi+d)} in float64. */
    public static double squared(double[] a, int ai, double[] b, int bi, int d) {
        return Plain.squared(a, ai, b, bi, d);
    }

    /** The scalar product of {@code a[ai..ai+d)} and {@code b[bi..bi+d)} in float32. */
    public static float dot(float[] a, int ai, float[] b, int bi, int d) {
        return Vectors.PRESENT ? Simd.dot(a, ai, b, bi, d) : Plain.dot(a, ai, b, bi, d);
    }

    /** The scalar product of {@code a[ai..ai+d)} and {@code b[bi..bi+d)} in float64. */
    public static double dot(double[] a, int ai, double[] b, int bi, int d) {
        return Plain.dot(a, ai, b, bi, d);
    }

    static void checkWidths(Matrix a, Matrix b) {
        if (a.cols() != b.cols()) {
            throw new IllegalArgumentException(
                    "The rows have (%d) and (%d) columns, which must be the same.".formatted(a.cols(), b.cols()));
        }
    }

    private static float[] floats(Matrix matrix, int row) {
        if (matrix instanceof FloatMatrix inMemory) {
            return inMemory.values();
        }
        float[] copy = new float[matrix.cols()];
        matrix.copyRows(row, row + 1, copy);
        return copy;
    }

    private static double[] doubles(Matrix matrix, int row) {
        if (matrix instanceof DoubleMatrix inMemory) {
            return inMemory.values();
        }
        double[] copy = new double[matrix.cols()];
        matrix.copyRow(row, copy);
        return copy;
    }

    private static int offset(Matrix matrix, boolean asDouble, int row) {
        boolean inPlace = asDouble ? matrix instanceof DoubleMatrix : matrix instanceof FloatMatrix;
        return inPlace ? row * matrix.cols() : 0;
    }
}
