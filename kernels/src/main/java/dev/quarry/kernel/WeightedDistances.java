package dev.quarry.kernel;

/** {@link SquaredDistances} times the weight of the row. */
final class WeightedDistances implements DerivedDistances {

    private final SquaredDistances plain;
    private final double[] weights;

    private WeightedDistances(SquaredDistances plain, WeightedDistances whole) {
        this.plain = plain;
        this.weights = whole.weights;
    }

    WeightedDistances(SquaredDistances plain, double[] weights) {
        if (weights.length != plain.size()) {
            throw new IllegalArgumentException(
                    "There are (%d) weights for (%d) rows.".formatted(weights.length, plain.size()));
        }
        for (int row = 0; row < weights.length; row++) {
            if (!(weights[row] >= 0 && weights[row] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "The weight (%s) of row (%d) is not a finite number from 0 on.".formatted(weights[row], row));
            }
        }
        this.plain = plain;
        this.weights = weights.clone();
    }

    @Override
    public SquaredDistances plain() {
        return plain;
    }

    @Override
    public double between(int row, int centre, double limit) {
        return weights[row] * plain.between(row, centre, Double.POSITIVE_INFINITY);
    }

    @Override
    public double norm(int row) {
        return weights[row] * plain.norm(row);
    }

    @Override
    public SquaredDistances block(int from, int to) {
        return new WeightedDistances(plain.block(from, to), this);
    }
}
