package dev.quarry.kernel;

import java.util.Arrays;

/**
 * Farthest-first traversal: the gain of a row is its distance to the nearest centre, squared. Distances to new centres
 * are computed only when a row is asked for, and only until the row is known to be out.
 *
 * <p>Gonzalez. <i>Clustering to minimize the maximum intercluster distance.</i> 1985.
 */
public final class FarthestFirst implements Gains {

    private final Matrix points;
    private final double[] nearest;
    private final int[] seen;
    private final int[] centres;
    private int count;

    /**
     * @param points shape [n, d]
     * @param centres the centres there are already, shape [m, d]; with none of them every row is infinitely far
     */
    public FarthestFirst(Matrix points, Matrix centres) {
        this.points = points.inMemory();
        this.nearest = new double[points.rows()];
        this.seen = new int[points.rows()];
        this.centres = new int[points.rows()];
        NearestCentres labelled = centres.rows() == 0 ? null : NearestCentres.of(this.points, centres);
        Arrays.setAll(nearest, row -> labelled == null ? Double.MAX_VALUE : labelled.squared(row));
    }

    @Override
    public int size() {
        return nearest.length;
    }

    @Override
    public double gain(int row, double floor) {
        while (seen[row] < count && nearest[row] >= floor) {
            nearest[row] = Math.min(nearest[row], Distances.squared(points, row, points, centres[seen[row]++]));
        }
        return nearest[row];
    }

    @Override
    public void take(int row) {
        centres[count++] = row;
    }
}
