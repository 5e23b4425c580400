package dev.quarry.kernel;

/**
 * {@link SquaredDistances} between outer products, from their factors. Since |r·r'| ≤ ‖r‖‖r'‖, the short product l·l'
 * alone often shows that the distance is above the limit; then the long product r·r' is not computed.
 *
 * <p>The norms are products of a row with itself by the same definition, so equal rows are at distance exactly 0.
 */
final class OuterProductDistances implements SquaredDistances {

    private final Matrix left;
    private final Matrix right;
    private final double[] norms; // ‖l‖²‖r‖²
    private final double[] rightLengths; // ‖r‖, rounded up so that it bounds every computed product
    private final double[] lengths; // ‖l‖‖r‖, rounded up likewise

    OuterProductDistances(Matrix left, Matrix right) {
        if (left.rows() != right.rows()) {
            throw new IllegalArgumentException(
                    "The left factors have (%d) rows but the right ones (%d).".formatted(left.rows(), right.rows()));
        }
        this.left = left;
        this.right = right;
        int n = left.rows();
        norms = new double[n];
        rightLengths = new double[n];
        lengths = new double[n];
        double up = 1 + roundingOf(right);
        double upBoth = up * (1 + roundingOf(left));
        Workers.current().chunks(n, 4096, (from, to) -> {
            for (int row = from; row < to; row++) {
                double l = Distances.dot(left, row, left, row);
                double r = Distances.dot(right, row, right, row);
                norms[row] = l * r;
                rightLengths[row] = Math.sqrt(r) * up;
                lengths[row] = Math.sqrt(l * r) * upBoth;
            }
        });
    }

    /** A generous bound of the relative error of a computed product of two rows, and of the root of a norm. */
    private static double roundingOf(Matrix matrix) {
        double unit = matrix.isDouble() ? 0x1p-53 : 0x1p-24;
        return 4 * (matrix.cols() / 32 + 8) * unit;
    }

    @Override
    public int size() {
        return norms.length;
    }

    @Override
    public double between(int row, int centre, double limit) {
        double apart = norms[row] + norms[centre];
        if (apart - 2 * lengths[row] * lengths[centre] >= limit) {
            return apart;
        }
        double leftProduct = Distances.dot(left, row, left, centre);
        if (apart - 2 * Math.abs(leftProduct) * rightLengths[row] * rightLengths[centre] >= limit) {
            return apart;
        }
        return Math.max(0, apart - 2 * (leftProduct * Distances.dot(right, row, right, centre)));
    }

    @Override
    public double norm(int row) {
        return norms[row];
    }
}
