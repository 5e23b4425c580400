package dev.quarry.kernel;

/**
 * {@link SquaredDistances} between outer products, from their factors. Since |r·r'| ≤ ‖r‖‖r'‖, the short product l·l'
 * alone often shows that the distance is above the limit; then the long product r·r' is not computed.
 *
 * <p>The norms are products of a row with itself by the same definition, so equal rows are at distance exactly 0. 12 bytes
 * a row.
 */
final class OuterProductDistances implements SquaredDistances {

    private static final int CHUNK = 4096;

    private final double[] norms; // ‖l‖²‖r‖²
    private final float[] rightLengths; // ‖r‖, rounded up so that it bounds every computed product
    private final double upBoth; // what makes the root of a norm such a bound
    private Matrix left;
    private Matrix right;

    OuterProductDistances(Matrix left, Matrix right) {
        if (left.rows() != right.rows()) {
            throw new IllegalArgumentException(
                    "The left factors have (%d) rows but the right ones (%d).".formatted(left.rows(), right.rows()));
        }
        this.left = left;
        this.right = right;
        int n = left.rows();
        norms = new double[n];
        rightLengths = new float[n];
        double up = 1 + roundingOf(right);
        upBoth = up * (1 + roundingOf(left));
        Workers.current().rows(n, CHUNK, (from, to) -> {
            Matrix lefts = HeldRows.block(left, from, to);
            Matrix rights = HeldRows.block(right, from, to);
            for (int row = from; row < to; row++) {
                double l = Distances.dot(lefts, row, lefts, row);
                double r = Distances.dot(rights, row, rights, row);
                norms[row] = l * r;
                rightLengths[row] = Math.nextUp((float) (Math.sqrt(r) * up));
            }
        });
    }

    private OuterProductDistances(OuterProductDistances whole, Matrix left, Matrix right) {
        this.norms = whole.norms;
        this.rightLengths = whole.rightLengths;
        this.upBoth = whole.upBoth;
        this.left = left;
        this.right = right;
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
        if (apart - 2 * (Math.sqrt(norms[row]) * upBoth) * (Math.sqrt(norms[centre]) * upBoth) >= limit) {
            return apart;
        }
        double leftProduct = Distances.dot(left, row, left, centre);
        double bound = Math.abs(leftProduct) * rightLengths[row] * rightLengths[centre];
        if (apart - 2 * bound >= limit) {
            return apart;
        }
        return Math.max(0, apart - 2 * (leftProduct * Distances.dot(right, row, right, centre)));
    }

    @Override
    public double norm(int row) {
        return norms[row];
    }

    @Override
    public SquaredDistances block(int from, int to) {
        return left.isInMemory() && right.isInMemory()
                ? this
                : new OuterProductDistances(this, HeldRows.block(left, from, to), HeldRows.block(right, from, to));
    }

    @Override
    public boolean holds(int row) {
        return HeldRows.holds(left, row) && HeldRows.holds(right, row);
    }

    @Override
    public int capacity() {
        return HeldRows.capacity(left, right);
    }

    @Override
    public void hold(int[] rows) {
        left = HeldRows.of(left, rows);
        right = HeldRows.of(right, rows);
    }
}
