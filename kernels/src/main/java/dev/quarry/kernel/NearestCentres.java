package dev.quarry.kernel;

import java.util.Arrays;

/**
 * For every row of a matrix the nearest of some centres: the smallest squared distance, to the bit that of
 * {@link Distances}, and the first centre that is so near. O(n·m·d) time, O(n) memory beside the inputs.
 */
public final class NearestCentres {

    private static final int CHUNK = 512;

    /** Fewer centres are measured one by one. */
    private static final int WORTH_PACKING = 8;

    private final double[] squared;
    private final int[] centres;

    private NearestCentres(int n) {
        squared = new double[n];
        centres = new int[n];
        Arrays.fill(squared, Double.POSITIVE_INFINITY);
        Arrays.fill(centres, -1);
    }

    /**
     * The nearest centre of every row.
     *
     * @param points shape [n, d], read front to back once if it is mapped, unless there are many centres in a file
     * @param centres shape [m, d]; with none of them every row is infinitely far; many in a file are taken run by run
     */
    public static NearestCentres of(Matrix points, Matrix centres) {
        Memory.require((long) points.rows() * (Double.BYTES + Integer.BYTES), "The nearest centre of every row");
        NearestCentres nearest = new NearestCentres(points.rows());
        int most = centres.isInMemory() ? Integer.MAX_VALUE : HeldRows.capacity(centres);
        for (int first = 0; first < centres.rows(); ) {
            int from = first;
            int to = (int) Math.min(centres.rows(), (long) from + most);
            each(points, centres.run(from, to), (row, squared, centre) -> {
                if (squared < nearest.squared[row]) {
                    nearest.squared[row] = squared;
                    nearest.centres[row] = from + centre;
                }
            });
            first = to;
        }
        return nearest;
    }

    /** Hears of the nearest centre of a row: its squared distance, infinite if there is none, and its number or −1. */
    @FunctionalInterface
    interface Found {
        void nearest(int row, double squared, int centre);
    }

    /** Finds the nearest centre of every row, in any order of the rows; nothing is kept. */
    static void each(Matrix points, Matrix centres, Found found) {
        Matrix inMemory = centres.inMemory();
        if (Vectors.PRESENT
                && !points.isDouble()
                && centres.rows() >= WORTH_PACKING
                && inMemory instanceof FloatMatrix floats) {
            Distances.checkWidths(points, centres);
            PackedCentres packed = new PackedCentres(floats);
            Workers.current()
                    .rows(points.rows(), CHUNK, (from, to) -> find(points, from, to, packed.new Search(), found));
        } else {
            Workers.current().rows(points.rows(), CHUNK, (from, to) -> find(points, from, to, inMemory, found));
        }
    }

    private static void find(Matrix points, int from, int to, PackedCentres.Search search, Found found) {
        points.floatBlocks(from, to, PackedCentres.ROWS, (values, at, row, rows) -> {
            search.find(values, at, rows);
            for (int r = 0; r < rows; r++) {
                found.nearest(row + r, search.squared(r), search.centre(r));
            }
        });
    }

    private static void find(Matrix points, int from, int to, Matrix centres, Found found) {
        Matrix block = HeldRows.block(points, from, to);
        for (int row = from; row < to; row++) {
            double squared = Double.POSITIVE_INFINITY;
            int nearest = -1;
            for (int c = 0; c < centres.rows(); c++) {
                double distance = Distances.squared(block, row, centres, c);
                if (distance < squared) {
                    squared = distance;
                    nearest = c;
                }
            }
            found.nearest(row, squared, nearest);
        }
    }

    /** How many rows there are, n. */
    public int size() {
        return squared.length;
    }

    /** The squared distance of a row to its nearest centre; infinite if there is none. */
    public double squared(int row) {
        return squared[row];
    }

    /** The nearest centre of a row, the first one where several are; −1 if there is none. */
    public int centre(int row) {
        return centres[row];
    }
}
