package dev.quarry.kernel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Farthest-first traversal: the gain of a row is its distance to the nearest centre, squared. Distances to new centres
 * are computed only when a row is asked for, and only until the row is known to be out.
 *
 * <p>Gonzalez. <i>Clustering to minimize the maximum intercluster distance.</i> 1985.
 */
public final class FarthestFirst implements Gains {

    /** So many of the first centres, far apart, tell a row which of the others to try first. */
    private static final int PIVOTS = 64;

    private final Matrix points;
    private final double[] nearest;
    private final int[] seen;
    private final int[] centres;
    private final @Nullable FirstCentres first;
    private int count;

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
        return new FarthestFirst(points, centres, Math.min(centres.rows(), PIVOTS));
    }

    private FarthestFirst(Matrix points, Matrix centres, int pivots) {
        this.points = points.inMemory();
        this.nearest = new double[points.rows()];
        this.seen = new int[points.rows()];
        this.centres = new int[points.rows()];
        this.first = pivots < centres.rows() ? new FirstCentres(this.points, centres.inMemory(), pivots) : null;
        NearestCentres known = first == null ? NearestCentres.of(this.points, centres) : first.nearest;
        Arrays.setAll(nearest, row -> centres.rows() == 0 ? Double.MAX_VALUE : known.squared(row));
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
        while (seen[row] < count && nearest[row] >= floor) {
            nearest[row] = Math.min(nearest[row], Distances.squared(points, row, points, centres[seen[row]++]));
        }
        return nearest[row];
    }

    @Override
    public void take(int row) {
        centres[count++] = row;
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
