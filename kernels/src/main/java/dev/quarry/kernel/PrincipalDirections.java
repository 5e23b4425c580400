package dev.quarry.kernel;

import java.util.Arrays;

/**
 * The orthonormal directions along which rows are longest: the leading eigenvectors of the sum of their outer products
 * (the mean is not taken away), by orthogonal iteration from a fixed start. float64.
 */
public final class PrincipalDirections {

    private static final int ROUNDS = 60;
    private static final int BLOCK = 256;

    private PrincipalDirections() {}

    /**
     * The directions. O(n·d² + rounds·d²·count) time, O(d²) memory.
     *
     * @param places shape [n, d]
     * @param rows in the order in which they are added up
     * @param count how many directions, from 1 to d
     * @return shape [count, d], longest first
     */
    public static DoubleMatrix of(Matrix places, int[] rows, int count) {
        int d = places.cols();
        double[] moments = moments(places, rows);
        double[] directions = new double[Math.multiplyExact(count, d)];
        Randomness start = Randomness.seed(0).purpose("directions");
        Arrays.setAll(directions, i -> start.uniform(i) - 0.5);
        orthonormalise(directions, count, d);
        for (int round = 0; round < ROUNDS; round++) {
            double[] next = new double[directions.length];
            double[] now = directions;
            Workers.current().chunks(count, 1, (from, to) -> {
                int first = from * d;
                Axpy.add(next, first, d, d, k -> now[first + k], moments, k -> k * d);
            });
            orthonormalise(next, count, d);
            directions = next;
        }
        return DoubleMatrix.wrap(directions, count, d);
    }

    private static double[] moments(Matrix places, int[] rows) {
        int d = places.cols();
        Memory.require((long) d * d * Double.BYTES, "The second moments of (%d) dimensions".formatted(d));
        double[] moments = new double[Math.multiplyExact(d, d)];
        for (int from = 0; from < rows.length; from += BLOCK) {
            int count = Math.min(BLOCK, rows.length - from);
            double[] block = places.select(Arrays.copyOfRange(rows, from, from + count))
                    .toDouble()
                    .values();
            Workers.current().chunks(d, 16, (first, last) -> {
                for (int j = first; j < last; j++) {
                    int column = j;
                    Axpy.add(moments, j * d, d, count, i -> block[i * d + column], block, i -> i * d);
                }
            });
        }
        return moments;
    }

    /** Gram-Schmidt, each row against those before it; twice, since once may leave something. */
    private static void orthonormalise(double[] rows, int count, int d) {
        for (int i = 0; i < count; i++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    double along = Distances.dot(rows, i * d, rows, j * d, d);
                    int before = j * d;
                    Axpy.add(rows, i * d, d, 1, k -> -along, rows, k -> before);
                }
            }
            double length = Math.sqrt(Distances.dot(rows, i * d, rows, i * d, d));
            for (int j = i * d; j < (i + 1) * d && length > 0; j++) {
                rows[j] /= length;
            }
        }
    }

    /** Where rows are along directions, shape [n, count]. O(n·d·count) time. */
    public static DoubleMatrix along(DoubleMatrix directions, Matrix places) {
        int count = directions.rows();
        double[] out = new double[Math.multiplyExact(places.rows(), count)];
        double[] place = new double[places.cols()];
        for (int row = 0; row < places.rows(); row++) {
            places.copyRow(row, place);
            for (int k = 0; k < count; k++) {
                out[row * count + k] = Distances.dot(place, 0, directions.values(), k * place.length, place.length);
            }
        }
        return DoubleMatrix.wrap(out, places.rows(), count);
    }
}
