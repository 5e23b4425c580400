package dev.quarry.kernel;

/**
 * The factor U of a symmetric positive definite matrix UᵀU in float64: upper triangular, row-major. O(n³ / 3) time, in the
 * place of the matrix.
 */
public final class Cholesky {

    private final double[] factor;
    private final int n;

    private Cholesky(double[] factor, int n) {
        this.factor = factor;
        this.n = n;
    }

    /**
     * Factors a matrix in its own array, of which the lower triangle is neither read nor written.
     *
     * @param matrix shape [n, n], positive definite
     * @throws IllegalArgumentException if it is not positive definite in float64
     */
    public static Cholesky of(double[] matrix, int n) {
        for (int i = 0; i < n; i++) {
            int row = i;
            int diagonal = i * n + i;
            Axpy.add(matrix, diagonal, n - i, i, k -> -matrix[k * n + row], matrix, k -> k * n + row);
            double pivot = Math.sqrt(matrix[diagonal]);
            if (!(pivot > 0)) {
                throw new IllegalArgumentException(
                        "The matrix is not positive definite: pivot (%d) is (%s). Maybe a larger ridge helps."
                                .formatted(i, matrix[diagonal]));
            }
            for (int at = diagonal; at < (i + 1) * n; at++) {
                matrix[at] /= pivot;
            }
        }
        return new Cholesky(matrix, n);
    }

    /** Replaces B by {@code U⁻ᵀB}; {@code b} has shape [n, cols]. O(n²·cols / 2). */
    public void forward(double[] b, int cols) {
        for (int i = 0; i < n; i++) {
            int row = i;
            Axpy.add(b, i * cols, cols, i, k -> -factor[k * n + row], b, k -> k * cols);
            divide(b, i, cols);
        }
    }

    /** Replaces B by {@code U⁻¹B}; {@code b} has shape [n, cols]. O(n²·cols / 2). */
    public void backward(double[] b, int cols) {
        for (int i = n - 1; i >= 0; i--) {
            int first = i * n + i + 1;
            int below = (i + 1) * cols;
            Axpy.add(b, i * cols, cols, n - i - 1, k -> -factor[first + k], b, k -> below + k * cols);
            divide(b, i, cols);
        }
    }

    private void divide(double[] b, int row, int cols) {
        double pivot = factor[row * n + row];
        for (int at = row * cols; at < (row + 1) * cols; at++) {
            b[at] /= pivot;
        }
    }

    /** Writes the inverse of the matrix, shape [n, n], into an array of zeros. O(n³). */
    public void inverse(double[] out) {
        for (int i = 0; i < n; i++) {
            out[i * n + i] = 1;
        }
        forward(out, n);
        backward(out, n);
    }
}
