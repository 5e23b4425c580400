package dev.quarry.kernel;

/**
 * For every row of a matrix the nearest of some centres: the smallest squared distance, to the bit that of
 * {@link Distances}, and the first centre that is so near. O(n·m·d) time, O(n) memory beside the inputs.
 */
public final class NearestCentres {

    private static final int CHUNK = 256;

    private final double[] squared;
    private final int[] centres;

    private NearestCentres(int n) {
        squared = new double[n];
        centres = new int[n];
    }

    /**
     * The nearest centre of every row.
     *
     * @param points shape [n, d], read front to back once if it is mapped
     * @param centres shape [m, d]; with none of them every row is infinitely far
     */
    public static NearestCentres of(Matrix points, Matrix centres) {
        NearestCentres nearest = new NearestCentres(points.rows());
        Matrix inMemory = centres.inMemory();
        Workers.current().chunks(points.rows(), CHUNK, (from, to) -> {
            for (int row = from; row < to; row++) {
                nearest.find(points, row, inMemory);
            }
        });
        return nearest;
    }

    private void find(Matrix points, int row, Matrix centres) {
        squared[row] = Double.POSITIVE_INFINITY;
        this.centres[row] = -1;
        for (int c = 0; c < centres.rows(); c++) {
            double distance = Distances.squared(points, row, centres, c);
            if (distance < squared[row]) {
                squared[row] = distance;
                this.centres[row] = c;
            }
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
