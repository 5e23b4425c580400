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
     * Euclidean distances between the rows of a matrix, to the bit those of {@link Distances}.
     *
     * @param points shape [n, d]; one that is mapped is copied into memory, because rows are asked for in any order
     */
    static SquaredDistances rows(Matrix points) {
        return new RowDistances(points.inMemory());
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
        return new OuterProductDistances(left.inMemory(), right.inMemory());
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
