package dev.quarry.kernel;

/**
 * All squared distances between a block of rows and rows given later, to the bit those of {@link Distances}. The block is
 * laid out so that a vector holds one dimension of several of its rows.
 */
final class DistanceTile {

    private final int width; // rows of the block that lie side by side
    private final int columns; // rows of the block, rounded up to whole vectors
    private final int d;
    private final int padded; // d, rounded up to a multiple of 32
    private final float[] packed;
    private final float[] pair;
    private final float[] sums;

    /** Packs rows {@code at / d …} of {@code values}, {@code count} of them. */
    DistanceTile(float[] values, int at, int count, int d) {
        this.width = Vectors.PRESENT ? Simd.LANES : 1;
        this.columns = (count + width - 1) / width * width;
        this.d = d;
        this.padded = d + 31 & ~31;
        this.packed = new float[Math.multiplyExact(columns, padded)];
        this.pair = new float[2 * padded];
        this.sums = new float[8 * width];
        for (int c = 0; c < count; c++) {
            int to = c / width * width * padded + c % width;
            for (int l = 0; l < d; l++) {
                packed[to + l * width] = values[at + c * d + l];
            }
        }
    }

    /** The rows of the block, rounded up: the length of a row of a tile. */
    int columns() {
        return columns;
    }

    /**
     * Writes the squared distances of {@code rows} rows of {@code values} from {@code at} on: that of row r to row c of
     * the block at {@code r · columns() + c}. What lies beyond the block has no meaning.
     */
    void squared(float[] values, int at, int rows, float[] out) {
        for (int r = 0; r < rows; r += Vectors.PRESENT ? 2 : 1) {
            if (Vectors.PRESENT) {
                pair(values, at, r, Math.min(r + 1, rows - 1), out);
            } else {
                for (int c = 0; c < columns; c++) {
                    out[r * columns + c] = Plain.squared(values, at + r * d, packed, c * padded, d);
                }
            }
        }
    }

    private void pair(float[] values, int at, int r0, int r1, float[] out) {
        float[] x = values;
        int x0 = at + r0 * d;
        int x1 = at + r1 * d;
        if (d != padded) {
            System.arraycopy(values, x0, pair, 0, d);
            System.arraycopy(values, x1, pair, padded, d);
            x = pair;
            x0 = 0;
            x1 = padded;
        }
        for (int c = 0; c < columns; c += width) {
            Simd.squaredPair(x, x0, x1, padded, packed, c * padded, sums, out, r0 * columns + c, r1 * columns + c);
        }
    }
}
