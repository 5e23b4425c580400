package dev.quarry.kernel;

/**
 * Some float32 centres, laid out so that one pass over a block of rows bounds all their distances at the speed of a
 * matrix product; only centres that may be the nearest by these bounds are then measured to the bit.
 *
 * <p>The bound. With unit roundoff u, γ = d·u and the norms X = ‖x‖², C = ‖c‖², a product computed as one chain is within
 * γ‖x‖‖c‖ of the true one (Cauchy-Schwarz over Higham's bound), so that v = C − 2 x·c is known within
 * E = 2γ‖x‖‖c‖ + (d/32 + 8)·u·C and some roundings more. The distance of {@link Distances} is within (d/32 + 10)·u of the
 * true one. Hence whatever is at most as far as a measured distance D has v ≤ D·(1 + …) − X + E. Every constant below is
 * taken at least twice as large as needed, and a NaN is never taken for a proof.
 */
final class PackedCentres {

    /** Rows that are bounded together: their bounds and numbers stay in the second-level cache. */
    static final int ROWS = 32;

    private static final int GROUP = 1024;
    private static final double UNIT = 0x1p-24;

    private final FloatMatrix centres;
    private final int width;
    private final float[] packed;
    private final float[] squares; // ‖c‖², infinite beyond the last centre
    private final double longest; // the largest ‖c‖

    PackedCentres(FloatMatrix centres) {
        this.centres = centres;
        this.width = 2 * Simd.LANES;
        int panels = (centres.rows() + width - 1) / width;
        this.packed = new float[Math.multiplyExact(Math.multiplyExact(panels, width), centres.cols())];
        this.squares = new float[panels * width];
        double largest = 0;
        for (int c = 0; c < squares.length; c++) {
            squares[c] = c < centres.rows() ? pack(c) : Float.POSITIVE_INFINITY;
            largest = c < centres.rows() ? Math.max(largest, squares[c]) : largest;
        }
        this.longest = Math.sqrt(largest);
    }

    private float pack(int c) {
        int d = centres.cols();
        int at = c / width * width * d + c % width;
        for (int l = 0; l < d; l++) {
            packed[at + l * width] = centres.values()[c * d + l];
        }
        return Distances.dot(centres.values(), c * d, centres.values(), c * d, d);
    }

    /** How many centres there are, rounded up: the length of a row of {@link #values}. */
    int columns() {
        return squares.length;
    }

    /**
     * Writes the v of {@code rows} rows of {@code points} from {@code at} on: that of row r and centre c at {@code r ·
     * columns() + c}, infinite beyond the last centre.
     */
    void values(float[] points, int at, int rows, float[] out) {
        int d = centres.cols();
        for (int c = 0; c < squares.length; c += width) {
            Simd.shiftedProducts(points, at, rows, d, packed, c * d, squares, c, out, c, squares.length);
        }
    }

    /** ‖x‖² of row r of {@code points} from {@code at} on. */
    float square(float[] points, int at, int r) {
        int d = centres.cols();
        return Distances.dot(points, at + r * d, points, at + r * d, d);
    }

    /** A centre whose value is above this is farther than {@code distance} from a row of this square. */
    float threshold(double square, double distance) {
        int d = centres.cols();
        double chain = 4 * (d + 4) * UNIT * Math.sqrt(square) * longest;
        double sums = 4 * (d / 32 + 16) * UNIT * (square + longest * longest + distance);
        double underflow = 4 * d * 0x1p-149;
        return Math.nextUp((float) (distance - square + chain + sums + underflow));
    }

    /** What one thread needs to work. */
    final class Search {
        private final float[] values = new float[ROWS * Math.min(GROUP, squares.length) + Simd.LANES];
        private final double[] nearest = new double[ROWS];
        private final int[] centre = new int[ROWS];

        /** Finds the nearest centres of up to {@link #ROWS} rows of {@code points} that begin at {@code at}. */
        void find(float[] points, int at, int rows) {
            int d = centres.cols();
            for (int r = 0; r < rows; r++) {
                nearest[r] = Double.POSITIVE_INFINITY;
                centre[r] = -1;
            }
            for (int first = 0; first < squares.length; first += GROUP) {
                int size = Math.min(GROUP, squares.length - first);
                for (int c = first; c < first + size; c += width) {
                    Simd.shiftedProducts(points, at, rows, d, packed, c * d, squares, c, values, c - first, size);
                }
                for (int r = 0; r < rows; r++) {
                    narrow(points, at + r * d, r, first, size);
                }
            }
        }

        double squared(int row) {
            return nearest[row];
        }

        int centre(int row) {
            return centre[row];
        }

        /** Measures the centres of a group that may be nearer than what is known: the most promising one first. */
        private void narrow(float[] points, int at, int r, int first, int size) {
            int d = centres.cols();
            double square = Distances.dot(points, at, points, at, d);
            float least = Simd.smallest(values, r * size, size);
            if (least > threshold(square, nearest[r])) {
                return;
            }
            int promising = Simd.firstNotAbove(values, r * size, (r + 1) * size, least) - r * size;
            measure(points, at, r, Math.min(first + promising, centres.rows() - 1));
            float threshold = threshold(square, nearest[r]);
            int to = r * size + Math.min(size, centres.rows() - first);
            int from = r * size;
            while (from < to) {
                int next = Simd.firstNotAbove(values, from, to, threshold);
                if (next < to && next != r * size + promising) {
                    measure(points, at, r, first + next - r * size);
                }
                from = next + 1;
            }
        }

        private void measure(float[] points, int at, int r, int c) {
            int d = centres.cols();
            double distance = Distances.squared(points, at, centres.values(), c * d, d);
            if (distance < nearest[r] || (distance == nearest[r] && c < centre[r])) {
                nearest[r] = distance;
                centre[r] = c;
            }
        }
    }
}
