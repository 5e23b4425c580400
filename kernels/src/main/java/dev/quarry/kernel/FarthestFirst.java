package dev.quarry.kernel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Farthest-first traversal: the gain of a row is its distance to the nearest centre, squared. Distances to new centres
 * are computed only when a row is asked for, and only until the row is known to be out.
 *
 * <p>Rows in a file are read in passes: each measures all rows against all centres there are then, and those that are
 * farthest stay in memory for as long as they suffice. 12 bytes a row beside those.
 *
 * <p>Gonzalez. <i>Clustering to minimize the maximum intercluster distance.</i> 1985.
 */
public final class FarthestFirst implements Gains {

    /** So many of the first centres, far apart, tell a row which of the others to try first. */
    private static final int PIVOTS = 64;

    private final double[] nearest;
    private final int[] seen;
    private final @Nullable FirstCentres first;
    private Matrix points;
    private int[] centres = new int[16];
    private int count;
    private int read; // how many of these centres all rows were measured against, where they are in a file
    private boolean refreshed;

    /**
     * @param points shape [n, d]
     * @param centres the centres there are already, shape [m, d]; with none of them every row is infinitely far
     */
    public FarthestFirst(Matrix points, Matrix centres) {
        this(points, centres, centres.rows());
    }

    /**
     * The same traversal for where few rows are ever asked for: distances to the first centres are computed only when a row
     * is asked for too, those that are probably near before the others.
     *
     * @param points shape [n, d]
     * @param centres the centres there are already, shape [m, d]
     */
    public static FarthestFirst lazy(Matrix points, Matrix centres) {
        return new FarthestFirst(
                points, centres, points.isInMemory() ? Math.min(centres.rows(), PIVOTS) : centres.rows());
    }

    private FarthestFirst(Matrix points, Matrix centres, int pivots) {
        Memory.require((long) points.rows() * (Double.BYTES + Integer.BYTES), "Farthest-first traversal");
        this.points = points;
        this.nearest = new double[points.rows()];
        this.seen = new int[points.rows()];
        this.first = pivots < centres.rows() ? new FirstCentres(points, centres.inMemory(), pivots) : null;
        if (first != null) {
            Arrays.setAll(nearest, first.nearest::squared);
        } else if (centres.rows() > 0) {
            NearestCentres.each(points, centres, (row, squared, centre) -> nearest[row] = squared);
        } else {
            Arrays.fill(nearest, Double.MAX_VALUE);
        }
    }

    @Override
    public int size() {
        return nearest.length;
    }

    @Override
    public double gain(int row, double floor) {
        if (first != null) {
            nearest[row] = first.refine(row, nearest[row], floor);
        }
        if (seen[row] < count && nearest[row] >= floor && !HeldRows.holds(points, row)) {
            read();
        }
        while (seen[row] < count && nearest[row] >= floor) {
            nearest[row] = Math.min(nearest[row], Distances.squared(points, row, points, centres[seen[row]++]));
        }
        return nearest[row];
    }

    /** Measures all rows against the centres since the last time, and holds those that are farthest then. */
    private void read() {
        int[] since = Arrays.copyOfRange(centres, read, count);
        NearestCentres.each(
                points, points.block(since), (row, squared, centre) -> nearest[row] = Math.min(nearest[row], squared));
        read = count;
        Arrays.fill(seen, count);
        int[] farthest = TopK.largest(nearest, HeldRows.capacity(points), row -> row);
        int[] held = Arrays.copyOf(farthest, farthest.length + count);
        System.arraycopy(centres, 0, held, farthest.length, count);
        points = HeldRows.of(points, held);
        refreshed = true;
    }

    @Override
    public void take(int row) {
        if (count == centres.length) {
            centres = Arrays.copyOf(centres, 2 * count);
        }
        centres[count++] = row;
    }

    @Override
    public boolean refreshed() {
        boolean now = refreshed;
        refreshed = false;
        return now;
    }

    /** The centres of the beginning, of which a row has seen the nearest pivot and then some of those nearest to it. */
    private static final class FirstCentres {
        private final Matrix points;
        private final Matrix centres;
        private final NearestCentres nearest; // of the pivots
        private final int[][] order; // per pivot, all centres by their distance to it
        private final double[][] distances; // that distance
        private final int[] seen;

        FirstCentres(Matrix points, Matrix centres, int count) {
            this.points = points;
            this.centres = centres;
            FarthestFirst spread = new FarthestFirst(centres, centres.select(new int[] {0}));
            int[] pivots = LazyGreedy.take(spread, count, row -> row).rows();
            this.nearest = NearestCentres.of(points, centres.select(pivots));
            this.order = new int[count][];
            this.distances = new double[count][centres.rows()];
            for (int p = 0; p < count; p++) {
                double[] all = new double[centres.rows()];
                int pivot = pivots[p];
                Arrays.setAll(all, c -> Math.sqrt(Distances.squared(centres, c, centres, pivot)));
                order[p] = IntStream.range(0, all.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(c -> all[c]))
                        .mapToInt(Integer::intValue)
                        .toArray();
                double[] sorted = distances[p];
                int[] ranked = order[p];
                Arrays.setAll(sorted, rank -> all[ranked[rank]]);
            }
            this.seen = new int[points.rows()];
        }

        double refine(int row, double known, double floor) {
            double least = known;
            int pivot = Math.max(0, nearest.centre(row)); // none is nearest where all distances overflow
            int[] ranked = order[pivot];
            double[] apart = distances[pivot];
            double reach = Math.sqrt(nearest.squared(row));
            while (seen[row] < ranked.length && least >= floor) {
                // by the triangle inequality, with room for rounding: what follows is farther than what is known
                if (apart[seen[row]] * (1 - 1e-3) - reach * (1 + 1e-3) > Math.sqrt(least)) {
                    seen[row] = ranked.length;
                } else {
                    least = Math.min(least, Distances.squared(points, row, centres, ranked[seen[row]++]));
                }
            }
            return least;
        }
    }
}
