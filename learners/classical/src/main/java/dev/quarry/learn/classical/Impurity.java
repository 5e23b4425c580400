package dev.quarry.learn.classical;

import java.util.Arrays;

/**
 * How pure the two sides of a split are, kept up to date while rows move from the right to the left: a row costs O(1),
 * whatever the number of classes.
 */
abstract sealed class Impurity {

    private static final double ROUNDING = 1e-12;

    final double[] left;
    final double[] right;
    double leftWeight;
    double rightWeight;
    private double[] totals = new double[0];
    private double weight;

    private Impurity(int classes) {
        this.left = new double[classes];
        this.right = new double[classes];
    }

    /**
     * The measure of a criterion.
     *
     * @param most the weight of all rows together
     */
    static Impurity of(Criterion criterion, int classes, double most) {
        return switch (criterion) {
            case GINI -> new Gini(classes);
            case ENTROPY, LOG_LOSS -> new Entropy(classes, most);
        };
    }

    /** Begins with a node: the weight of every class. */
    final void node(double[] classWeights) {
        totals = classWeights;
        weight = 0;
        for (double total : totals) {
            weight += total;
        }
        measure(totals);
        start();
    }

    /** Measures a whole node. */
    abstract void measure(double[] classWeights);

    /** Puts everything to the right. */
    final void start() {
        Arrays.fill(left, 0);
        System.arraycopy(totals, 0, right, 0, right.length);
        leftWeight = 0;
        rightWeight = weight;
        restart();
    }

    abstract void restart();

    /** Moves a row to the left. */
    abstract void move(int label, double weight);

    /** What {@link #purity} is at least, while nothing has been moved, of a split into two sides of one class each. */
    abstract double perfect();

    /** How pure everything is while nothing has been moved, on the scale of {@link #purity}. */
    abstract double unsplit();

    /** How pure the sides are, each counting by its weight; higher is purer. Comparable within one node only. */
    abstract double purity();

    private static final class Gini extends Impurity {
        private double squares;
        private double leftSquares;
        private double rightSquares;

        Gini(int classes) {
            super(classes);
        }

        @Override
        void measure(double[] classWeights) {
            squares = 0;
            for (double total : classWeights) {
                squares += total * total;
            }
        }

        @Override
        void restart() {
            leftSquares = 0;
            rightSquares = squares;
        }

        @Override
        double perfect() {
            return (1 - ROUNDING) * rightWeight;
        }

        @Override
        void move(int label, double weight) {
            leftSquares += weight * (2 * left[label] + weight);
            rightSquares -= weight * (2 * right[label] - weight);
            left[label] += weight;
            right[label] -= weight;
            leftWeight += weight;
            rightWeight -= weight;
        }

        @Override
        double unsplit() {
            return rightSquares / rightWeight;
        }

        @Override
        double purity() {
            return leftSquares / leftWeight + rightSquares / Math.max(rightWeight, Double.MIN_NORMAL);
        }
    }

    private static final class Entropy extends Impurity {
        /** x log x of whole numbers, which weights mostly are. */
        private final double[] table;

        private double sum;
        private double leftSum;
        private double rightSum;

        Entropy(int classes, double most) {
            super(classes);
            this.table = new double[(int) Math.min(most, 1 << 20) + 1];
            for (int x = 1; x < table.length; x++) {
                table[x] = x * StrictMath.log(x);
            }
        }

        private double xLogX(double x) {
            int whole = (int) x;
            if (whole == x && whole < table.length) {
                return table[whole];
            }
            return x > 0 ? x * StrictMath.log(x) : 0;
        }

        @Override
        void measure(double[] classWeights) {
            sum = 0;
            for (double total : classWeights) {
                sum += xLogX(total);
            }
        }

        @Override
        void restart() {
            leftSum = 0;
            rightSum = sum;
        }

        @Override
        double perfect() {
            return -ROUNDING * rightWeight;
        }

        @Override
        void move(int label, double weight) {
            leftSum -= xLogX(left[label]);
            rightSum -= xLogX(right[label]);
            left[label] += weight;
            right[label] -= weight;
            leftSum += xLogX(left[label]);
            rightSum += xLogX(right[label]);
            leftWeight += weight;
            rightWeight -= weight;
        }

        @Override
        double unsplit() {
            return rightSum - xLogX(rightWeight);
        }

        @Override
        double purity() {
            return leftSum - xLogX(leftWeight) + rightSum - xLogX(rightWeight);
        }
    }
}
