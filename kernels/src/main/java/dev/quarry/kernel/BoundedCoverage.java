package dev.quarry.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Facility location in which what a row is worth to represent lies between two bounds: below the lower one likeness counts
 * nothing yet, above the upper one nothing more. Rows whose bounds leave no room are skipped. The mutual information and
 * the conditional gain of facility location are of this form.
 *
 * <p>Similarities are rounded down to multiples of 2⁻⁴⁰, so that sums are exact and depend on no order.
 *
 * <p>O(n·r·d) time at first for the r rows with room, O(r·d) for each gain that is asked for again; O(n) memory.
 */
public final class BoundedCoverage implements Gains {

    private static final double UNIT = 0x1p-40;
    private static final int CHUNK = 64;

    private final Matrix points;
    private final Similarity similarity;
    private final double scale;
    private final int[] ground; // the rows with room
    private final long[] best; // what represents each of them, in units
    private final long[] most;
    private final long[] gains;
    private final int[] seen;
    private int count;

    /**
     * @param points shape [n, d]; rows of a file stay there and are read front to back for every block of rows
     * @param least what each row is represented by from the start, shape [n], at least 0
     * @param most above which likeness to a row counts nothing more, shape [n]
     * @param scale of the similarity, as {@link Similarity#scale} gives it; without meaning where it has no bandwidth
     */
    public BoundedCoverage(Matrix points, double[] least, double[] most, Similarity similarity, double scale) {
        int n = points.rows();
        Memory.require((long) n * (3L * Long.BYTES + 2L * Integer.BYTES), "The gains of a bounded coverage");
        this.points = points;
        this.similarity = similarity;
        this.scale = scale;
        this.ground = IntStream.range(0, n)
                .filter(row -> units(most[row]) > units(least[row]))
                .toArray();
        this.best = IntStream.of(ground).mapToLong(row -> units(least[row])).toArray();
        this.most = IntStream.of(ground).mapToLong(row -> units(most[row])).toArray();
        this.gains = new long[n];
        this.seen = new int[n];
        Workers.current().chunks(n, CHUNK, this::evaluate);
    }

    private static long units(double similar) {
        return (long) (Math.min(similar, 1) / UNIT);
    }

    /** What is done at a place of the ground, whose row has been read. */
    private interface Place {
        void at(int at, RowBlock ground);
    }

    /** Passes over the rows with room. */
    private void each(Place place) {
        RowBlock rows = new RowBlock(points);
        int read = 0; // rows below are read
        for (int at = 0; at < ground.length; at++) { // in ascending order
            if (ground[at] >= read) {
                read = Math.min(points.rows(), ground[at] + RowBlock.ROWS);
                rows.read(ground[at], read);
            }
            place.at(at, rows);
        }
    }

    private long similar(RowBlock own, int row, RowBlock rows, int at) {
        long exact = units(similarity.of(own.squared(row, rows, ground[at]), scale));
        return Math.min(exact, most[at]);
    }

    /** Computes the gains of rows {@code from} to {@code to} anew. */
    private void evaluate(int from, int to) {
        RowBlock own = new RowBlock(points).read(from, to);
        Arrays.fill(gains, from, to, 0);
        each((at, rows) -> {
            for (int row = from; row < to; row++) {
                gains[row] += Math.max(similar(own, row, rows, at) - best[at], 0);
            }
        });
    }

    @Override
    public int size() {
        return gains.length;
    }

    @Override
    public double gain(int row, double floor) {
        if (seen[row] < count && gains[row] * UNIT >= floor) {
            evaluate(row, row + 1);
            seen[row] = count;
        }
        return gains[row] * UNIT;
    }

    @Override
    public void take(int row) {
        count++;
        RowBlock own = new RowBlock(points).read(row, row + 1);
        each((at, rows) -> best[at] = Math.max(best[at], similar(own, row, rows, at)));
    }
}
