package dev.quarry.kernel;

import java.util.Arrays;
import java.util.Objects;
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

    private final float @Nullable [] values; // of the rows, where they are float32 and in memory
    private final double[] nearest;
    private final int[] seen;
    private final @Nullable FirstCentres first;
    private Matrix points;
    private int[] centres = new int[16];
    private int count;
    private int read; // how many of these centres all rows were measured against, where they are in a file
    private boolean refreshed;
    private @Nullable PlainPass plain; // from the first time that all rows were measured at once
    private int passed; // how many of these centres they all were measured against then

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
        this.values = points instanceof FloatMatrix floats ? floats.values() : null;
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
        if (values == null && seen[row] < count && nearest[row] >= floor && !HeldRows.holds(points, row)) {
            read();
        }
        seen[row] = Math.max(seen[row], passed);
        while (seen[row] < count && nearest[row] >= floor) {
            nearest[row] = Math.min(nearest[row], squared(row, centres[seen[row]++]));
        }
        return nearest[row];
    }

    private double squared(int row, int centre) {
        int d = points.cols();
        return values == null
                ? Distances.squared(points, row, points, centre)
                : Distances.squared(values, row * d, values, centre * d, d);
    }

    @Override
    public boolean races() {
        return points.isInMemory();
    }

    @Override
    public boolean passes() {
        return values != null && first == null && PlainPass.pays(size(), points.cols());
    }

    @Override
    public int pass(double[] gains) {
        if (plain == null) {
            plain = PlainPass.of(Objects.requireNonNull(values), points.cols(), nearest);
        }
        int smaller = 0;
        for (; passed < count; passed++) {
            smaller = plain.add(centres[passed], nearest, gains);
        }
        return smaller;
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
        private final int[] seen; // how many, in the order of the pivot
        private final Order[] orders; // per pivot

        FirstCentres(Matrix points, Matrix centres, int count) {
            this.points = points;
            this.centres = centres;
            FarthestFirst spread = new FarthestFirst(centres, centres.select(new int[] {0}));
            int[] pivots = LazyGreedy.takeOnly(spread, count, row -> row).rows();
            this.nearest = NearestCentres.of(points, centres.select(pivots));
            this.seen = new int[points.rows()];
            this.orders = new Order[count];
            Workers.current().chunks(count, 1, (p, next) -> orders[p] = new Order(pivots[p]));
        }

        double refine(int row, double known, double floor) {
            Order order = orders[Math.max(0, nearest.centre(row))]; // none is nearest where all distances overflow
            double least = known;
            double reach = Math.sqrt(nearest.squared(row));
            while (seen[row] < order.rows.length && least >= floor) {
                // by the triangle inequality, with room for rounding: what follows is farther than what is known
                if (order.distances[seen[row]] * (1 - 1e-3) - reach * (1 + 1e-3) > Math.sqrt(least)) {
                    seen[row] = order.rows.length;
                } else {
                    least = Math.min(least, Distances.squared(points, row, centres, order.rows[seen[row]++]));
                }
            }
            return least;
        }

        /** All centres by their distance to a pivot. */
        private final class Order {
            private final int[] rows = new int[centres.rows()];
            private final double[] distances = new double[rows.length]; // or a little less

            Order(int pivot) {
                int places = Integer.SIZE - Integer.numberOfLeadingZeros(rows.length); // bits that tell centres apart
                long[] keys = new long[rows.length];
                for (int c = 0; c < keys.length; c++) {
                    double distance = Math.sqrt(Distances.squared(centres, c, centres, pivot));
                    keys[c] = Double.doubleToRawLongBits(distance) >>> places << places | c;
                }
                Arrays.sort(keys);
                for (int rank = 0; rank < keys.length; rank++) {
                    rows[rank] = (int) (keys[rank] & (1L << places) - 1);
                    distances[rank] = Double.longBitsToDouble(keys[rank] >>> places << places);
                }
            }
        }
    }
}
