package dev.quarry.kernel;

/** {@link SquaredDistances} between the rows of one matrix. */
final class RowDistances implements SquaredDistances {

    private Matrix points;

    RowDistances(Matrix points) {
        this.points = points;
    }

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

    @Override
    public SquaredDistances block(int from, int to) {
        return points.isInMemory() ? this : new RowDistances(HeldRows.block(points, from, to));
    }

    @Override
    public boolean holds(int row) {
        return HeldRows.holds(points, row);
    }

    @Override
    public int capacity() {
        return HeldRows.capacity(points);
    }

    @Override
    public void hold(int[] rows) {
        points = HeldRows.of(points, rows);
    }
}
