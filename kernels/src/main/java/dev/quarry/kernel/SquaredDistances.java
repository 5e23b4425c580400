package dev.quarry.kernel;

/**
 * A space of n rows with squared distances between them, computed when asked for and never stored as a table.
 *
 * <p>The distance of a row to itself, or to a row of the same numbers, is exactly 0.
 */
public interface SquaredDistances {

    /** How many rows there are, n. */
    int size();

    /**
     * The squared distance of a row to a centre, which is a row as well; not negative.
     *
     * @param limit the caller does not care how far above this the distance is: any answer that is at least
     *     {@code limit} will do if the distance is. Below {@code limit} the answer is exact
     */
    double between(int row, int centre, double limit);

    /** The squared distance of a row to the origin. */
    double norm(int row);

    /**
     * The same distances for work on rows {@code from} (inclusive) to {@code to} (exclusive), each to any centre, by one
     * thread: rows that are not in memory are then read in one piece.
     */
    default SquaredDistances block(int from, int to) {
        return this;
    }

    /** Whether a row can be asked for without reading it from a file. */
    default boolean holds(int row) {
        return true;
    }

    /** How many rows {@link #hold} takes at most. */
    default int capacity() {
        return size();
    }

    /** Says which rows will be asked for, in any order, until the next call: those in a file are read in one pass. */
    default void hold(int[] rows) {}

    /**
     * Euclidean distances between the rows of a matrix, to the bit those of {@link Distances}.
     *
     * @param points shape [n, d]; of one that is not in memory the rows to {@link #hold} are copied
     */
    static SquaredDistances rows(Matrix points) {
        return new RowDistances(points);
    }

    /**
     * Distances between outer products {@code left_i ⊗ right_i} (Frobenius norm), from the factors alone:
     * {@code ‖l‖²‖r‖² + ‖l'‖²‖r'‖² − 2 (l·l')(r·r')}. O(C + d) per distance and often only O(C); O(n) memory.
     *
     * <p>Gradients of a softmax layer are of this kind, (p − e_y) ⊗ h.
     *
     * @param left shape [n, C]
     * @param right shape [n, d]
     */
    static SquaredDistances outerProducts(Matrix left, Matrix right) {
        return new OuterProductDistances(left, right);
    }

    /**
     * The same distances, each times the weight of its row (not of its centre): what weighted k-means++ draws by.
     *
     * @param weights shape [n], finite and not negative
     */
    default SquaredDistances weighted(double[] weights) {
        return new WeightedDistances(this, weights);
    }
}
