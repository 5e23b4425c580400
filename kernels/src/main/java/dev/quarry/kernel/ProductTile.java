package dev.quarry.kernel;

/**
 * Bounds of all squared distances between a block of float32 rows and rows given later, at the speed of a matrix
 * product. What a distance decides must be measured by {@link Distances} wherever its bound does not decide it.
 *
 * <p>With unit roundoff u, γ = d·u, a row x and a row c of the block, v = ‖c‖² − 2 x·c is computed as one chain, within
 * 2γ‖x‖‖c‖ + (d/32 + 8)·u·‖c‖² and some roundings of the true one, and the distance of {@link Distances} is within
 * (d/32 + 10)·u of the true one. So that distance is within the {@linkplain #slack slack} of v + ‖x‖². The constants are
 * taken at least twice as large as needed. Bounds are for use where {@link Vectors#PRESENT} only.
 */
final class ProductTile {

    private static final double UNIT = 0x1p-24;

    /** As many rows of the block lie side by side. */
    static final int WIDTH = Vectors.PRESENT ? 2 * Simd.LANES : 1;

    private static final float[] NONE = new float[WIDTH];

    private final int d;
    private final int columns;
    private final float[] packed;
    private final float[] squares; // ‖c‖², infinite beyond the block
    private final double longest;

    /** Packs {@code count} rows of {@code values} from {@code at} on. */
    ProductTile(float[] values, int at, int count, int d) {
        this.d = d;
        this.columns = (count + WIDTH - 1) / WIDTH * WIDTH;
        this.packed = new float[Math.multiplyExact(columns, d)];
        this.squares = new float[columns];
        double largest = 0;
        for (int c = 0; c < columns; c++) {
            squares[c] = Float.POSITIVE_INFINITY;
            if (c < count) {
                squares[c] = Distances.dot(values, at + c * d, values, at + c * d, d);
                largest = Math.max(largest, squares[c]);
            }
        }
        this.longest = Math.sqrt(largest);
        for (int c = 0; c < count; c += WIDTH) {
            pack(values, at + c * d, Math.min(WIDTH, count - c), c * d);
        }
    }

    private void pack(float[] values, int at, int count, int to) {
        for (int l = 0; l < d; l++) {
            for (int c = 0; c < count; c++) {
                packed[to + l * WIDTH + c] = values[at + c * d + l];
            }
        }
    }

    /** The rows of the block, rounded up: the length of a row of a tile. */
    int columns() {
        return columns;
    }

    /**
     * Writes v for {@code rows} rows of {@code values} from {@code at} on: that of row r and row c of the block at
     * {@code r · columns() + c}; infinite beyond the block.
     */
    void shifted(float[] values, int at, int rows, float[] out) {
        for (int c = 0; c < columns; c += WIDTH) {
            Simd.shiftedProducts(values, at, rows, d, packed, c * d, squares, c, out, c, columns);
        }
    }

    /**
     * Writes {@code −2 x·c} for {@code rows} rows of {@code values} from {@code at} on and the {@link #WIDTH} rows of the
     * block from c on, 0 beyond the block: that of row r and row c + j at {@code r · WIDTH + j}.
     */
    void products(float[] values, int at, int rows, int c, float[] out) {
        if (Vectors.PRESENT) {
            Simd.shiftedProducts(values, at, rows, d, packed, c * d, NONE, 0, out, 0, WIDTH);
        } else {
            Plain.shiftedProducts(values, at, rows, d, packed, c * d, WIDTH, NONE, 0, out, 0, WIDTH);
        }
    }

    /** How far v + ‖x‖² may be from the distance of {@link Distances}, some roundings of sums of the three included. */
    double slack(double square) {
        double chain = 4 * (d + 4) * UNIT * Math.sqrt(square) * longest;
        double sums = 16 * (d / 32 + 16) * UNIT * (square + longest * longest);
        return chain + sums + 4 * d * 0x1p-149;
    }
}
