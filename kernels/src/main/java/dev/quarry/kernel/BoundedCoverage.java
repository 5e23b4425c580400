package dev.quarry.kernel;

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
     * @param points shape [n, d]
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
        Workers.current().chunks(n, CHUNK, (from, to) -> {
            for (int row = from; row < to; row++) {
                gains[row] = value(row);
            }
        });
    }

    private static long units(double similar) {
        return (long) (Math.min(similar, 1) / UNIT);
    }

    private long similar(int row, int at) {
        long exact = units(similarity.of(Distances.squared(points, row, points, ground[at]), scale));
        return Math.min(exact, most[at]);
    }

    private long value(int row) {
        long sum = 0;
        for (int at = 0; at < ground.length; at++) {
            sum += Math.max(similar(row, at) - best[at], 0);
        }
        return sum;
    }

    @Override
    public int size() {
        return gains.length;
    }

    @Override
    public double gain(int row, double floor) {
        if (seen[row] < count && gains[row] * UNIT >= floor) {
            gains[row] = value(row);
            seen[row] = count;
        }
        return gains[row] * UNIT;
    }

    @Override
    public void take(int row) {
        count++;
        for (int at = 0; at < ground.length; at++) {
            best[at] = Math.max(best[at], similar(row, at));
        }
    }
}
