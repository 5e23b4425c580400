package dev.quarry.kernel;

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
        if (Vectors.PRESENT
                && !points.isDouble()
                && centres.rows() >= WORTH_PACKING
                && inMemory instanceof FloatMatrix floats) {
            Distances.checkWidths(points, centres);
            PackedCentres packed = new PackedCentres(floats);
            Workers.current()
                    .chunks(points.rows(), CHUNK, (from, to) -> nearest.find(points, from, to, packed.new Search()));
        } else {
            Workers.current().chunks(points.rows(), CHUNK, (from, to) -> nearest.find(points, from, to, inMemory));
        }
        return nearest;
    }

    private void find(Matrix points, int from, int to, PackedCentres.Search search) {
        points.floatBlocks(from, to, PackedCentres.ROWS, (values, at, row, rows) -> {
            search.find(values, at, rows);
            for (int r = 0; r < rows; r++) {
                squared[row + r] = search.squared(r);
                centres[row + r] = search.centre(r);
            }
        });
    }

    private void find(Matrix points, int from, int to, Matrix centres) {
        for (int row = from; row < to; row++) {
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
