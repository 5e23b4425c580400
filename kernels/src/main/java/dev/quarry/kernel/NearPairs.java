package dev.quarry.kernel;

import java.util.stream.IntStream;

/**
 * All pairs of rows that are no farther apart than a radius, each row with itself included: a sparse table of distances.
 *
 * <p>O(n²·d) time, 12 bytes for each row of each pair.
 */
public final class NearPairs {

    private static final int BLOCK = 64;

    private final int[][] rows;
    private final double[][] squared;

    private NearPairs(int n) {
        this.rows = new int[n][];
        this.squared = new double[n][];
    }

    /**
     * Finds the pairs.
     *
     * @param points shape [n, d]; one that is mapped is copied into memory
     * @param squaredRadius the square of the largest distance
     * @param spare bytes that the caller needs for each row of each pair beside these
     * @param what the subject of the sentence that refuses a table larger than the {@linkplain Memory#budget() budget}
     */
    public static NearPairs within(Matrix points, double squaredRadius, int spare, String what) {
        Matrix places = points.inMemory();
        int[] counts = new int[places.rows()];
        each(places, squaredRadius, (row, other, distance) -> counts[row]++);
        long all = IntStream.of(counts).asLongStream().sum();
        Memory.require(all * (Integer.BYTES + Double.BYTES + spare), what);
        NearPairs pairs = new NearPairs(counts.length);
        for (int row = 0; row < counts.length; row++) {
            pairs.rows[row] = new int[counts[row]];
            pairs.squared[row] = new double[counts[row]];
            counts[row] = 0;
        }
        each(places, squaredRadius, (row, other, distance) -> {
            int place = counts[row]++;
            pairs.rows[row][place] = other;
            pairs.squared[row][place] = distance;
        });
        return pairs;
    }

    /** How many rows there are, n. */
    public int size() {
        return rows.length;
    }

    /** How many rows are near a row, itself included. */
    public int degree(int row) {
        return rows[row].length;
    }

    /** The row that is near to it at that place; rows stand in ascending order. */
    public int row(int row, int place) {
        return rows[row][place];
    }

    /** The squared distance to the row at that place. */
    public double squared(int row, int place) {
        return squared[row][place];
    }

    /** What is done with a pair; those of one row come from one thread, in ascending order. */
    private interface Pair {
        void take(int row, int other, double squared);
    }

    private static void each(Matrix points, double squaredRadius, Pair pair) {
        Workers.current().chunks(points.rows(), BLOCK, (from, to) -> {
            if (points instanceof FloatMatrix floats) {
                floats(floats, from, to, squaredRadius, pair);
            } else {
                doubles(points.toDouble(), from, to, squaredRadius, pair);
            }
        });
    }

    private static void floats(FloatMatrix points, int from, int to, double squaredRadius, Pair pair) {
        int d = points.cols();
        DistanceTile tile = new DistanceTile(points.values(), from * d, to - from, d);
        float[] distances = new float[BLOCK * tile.columns()];
        for (int start = 0; start < points.rows(); start += BLOCK) {
            int count = Math.min(BLOCK, points.rows() - start);
            tile.squared(points.values(), start * d, count, distances);
            for (int other = 0; other < count; other++) {
                for (int row = from; row < to; row++) {
                    float distance = distances[other * tile.columns() + row - from];
                    if (distance <= squaredRadius) {
                        pair.take(row, start + other, distance);
                    }
                }
            }
        }
    }

    private static void doubles(DoubleMatrix points, int from, int to, double squaredRadius, Pair pair) {
        for (int row = from; row < to; row++) {
            for (int other = 0; other < points.rows(); other++) {
                double distance = Distances.squared(points, row, points, other);
                if (distance <= squaredRadius) {
                    pair.take(row, other, distance);
                }
            }
        }
    }
}
