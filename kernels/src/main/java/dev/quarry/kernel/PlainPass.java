package dev.quarry.kernel;

import java.util.Arrays;

/**
 * The plain way to keep the distance of every row to its nearest centre: each new centre is compared with all rows, first
 * by bounds at the speed of a matrix product. For rows of few columns, laid out once more so that their places in memory
 * follow each other column by column.
 */
final class PlainPass {

    /** With more columns, a distance costs so much that computing few of them pays. */
    private static final int MOST_COLUMNS = 64;

    private static final int TILE = 1024;

    private final float[] values;
    private final int d;
    private final int n;
    private final ProductTile[] tiles;
    private final float[] reaches; // a little more than the nearest distance, row by row

    private PlainPass(float[] values, int d, double[] nearest) {
        this.values = values;
        this.d = d;
        this.n = nearest.length;
        this.tiles = new ProductTile[(n + TILE - 1) / TILE];
        this.reaches = new float[tiles.length * TILE + Simd.LANES];
        Arrays.fill(reaches, Float.NEGATIVE_INFINITY);
        Workers.current().chunks(tiles.length, 1, (t, next) -> {
            tiles[t] = new ProductTile(values, t * TILE * d, Math.min(TILE, n - t * TILE), d);
            for (int row = t * TILE; row < Math.min(n, (t + 1) * TILE); row++) {
                reaches[row] = reach(nearest[row]);
            }
        });
    }

    /** Whether it is worth its memory. */
    static boolean pays(int n, int d) {
        return Vectors.PRESENT && d > 0 && d <= MOST_COLUMNS && bytes(n, d) <= Memory.budget() / 4;
    }

    /** Lays the rows out. */
    static PlainPass of(float[] values, int d, double[] nearest) {
        Memory.require(bytes(nearest.length, d), "A plain pass of (%d) rows".formatted(nearest.length));
        return new PlainPass(values, d, nearest);
    }

    private static long bytes(int n, int d) {
        return (long) Float.BYTES * n * (d + 1);
    }

    private static float reach(double squared) {
        return Math.nextUp((float) (squared * (1 + 0x1p-22)));
    }

    /**
     * Compares all rows with one more centre.
     *
     * @param centre one of the rows
     * @param nearest the squared distances, made smaller where the centre is nearer
     * @param also receives those that became smaller
     * @return how many became smaller
     */
    int add(int centre, double[] nearest, double[] also) {
        double square = Distances.dot(values, centre * d, values, centre * d, d);
        int[] smaller = new int[tiles.length];
        Workers.current().chunks(tiles.length, 16, (first, end) -> {
            float[] bounds = new float[TILE + Simd.LANES];
            for (int t = first; t < end; t++) {
                tiles[t].shifted(values, centre * d, 1, bounds);
                smaller[t] = measure(t, centre, square, bounds, nearest, also);
            }
        });
        return Arrays.stream(smaller).sum();
    }

    private int measure(int t, int centre, double square, float[] bounds, double[] nearest, double[] also) {
        int from = t * TILE;
        int count = Math.min(TILE, n - from);
        double shift = tiles[t].slack(square) - square;
        float up = Math.nextUp((float) (shift + Math.abs(shift) * 0x1p-22));
        int smaller = 0;
        for (int j = Simd.firstNotAboveEither(bounds, 0, count, Float.NEGATIVE_INFINITY, reaches, from, up);
                j < count;
                j = Simd.firstNotAboveEither(bounds, j + 1, count, Float.NEGATIVE_INFINITY, reaches, from, up)) {
            int row = from + j;
            double squared = Distances.squared(values, row * d, values, centre * d, d);
            if (squared < nearest[row]) {
                nearest[row] = squared;
                also[row] = squared;
                smaller++;
            }
            reaches[row] = reach(nearest[row]);
        }
        return smaller;
    }
}
