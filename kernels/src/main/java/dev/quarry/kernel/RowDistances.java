package dev.quarry.kernel;

/** {@link SquaredDistances} between the rows of one matrix in memory. */
record RowDistances(Matrix points) implements SquaredDistances {

    @Override
    public int size() {
        return points.rows();
    }

    @Override
    public double between(int row, int centre, double limit) {
        return Distances.squared(points, row, points, centre);
    }

    @Override
    public double norm(int row) {
        return Distances.dot(points, row, points, row);
    }
}
