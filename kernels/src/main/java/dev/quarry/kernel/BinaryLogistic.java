package dev.quarry.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Logistic regression between two sides: the weights w and the intercept b that minimise {@code Σ weight_i · ln(1 +
 * exp(−side_i·(w·x_i + b))) + ½·penalty·‖w‖²}, side 1 or −1, by {@link Lbfgs}. Rows are summed in groups whose size does
 * not depend on the number of threads. O(m·d) time per step, O(d) memory beside the rows.
 */
public final class BinaryLogistic {

    private static final int GROUP = 512;
    private static final int STEPS = 200;
    private static final double TOLERANCE = 1e-6;

    private final double[] weights; // and the intercept behind them

    private BinaryLogistic(double[] weights) {
        this.weights = weights;
    }

    /**
     * Fits.
     *
     * @param points shape [m, d], at least one row on each side
     * @param sides shape [m]: the weight of a row, negative if it is on the other side; not 0
     * @param penalty above 0
     * @param start where to begin, which changes how long it takes; null for zero
     */
    public static BinaryLogistic fit(Matrix points, double[] sides, double penalty, @Nullable BinaryLogistic start) {
        double total = Arrays.stream(sides).map(Math::abs).sum();
        double[] from = start == null ? new double[points.cols() + 1] : start.weights;
        return new BinaryLogistic(Lbfgs.minimise(new Loss(points, sides, penalty), from, TOLERANCE * total, STEPS));
    }

    /** The log-odds of the side that is not negative, {@code w·x + b}, of rows {@code from} to {@code to}. */
    public void logOdds(Matrix points, int from, int to, double[] out) {
        double[] row = new double[points.cols()];
        for (int i = from; i < to; i++) {
            points.copyRow(i, row);
            out[i - from] = logOdds(weights, row);
        }
    }

    private static double logOdds(double[] weights, double[] row) {
        return Distances.dot(weights, 0, row, 0, row.length) + weights[row.length];
    }

    /** What is minimised. */
    private static final class Loss implements Lbfgs.Objective {
        private final Matrix points;
        private final double[] sides;
        private final double penalty;

        Loss(Matrix points, double[] sides, double penalty) {
            this.points = points;
            this.sides = sides;
            this.penalty = penalty;
        }

        @Override
        public double at(double[] x, double[] gradient) {
            int d = points.cols();
            Part[] parts = new Part[(points.rows() + GROUP - 1) / GROUP];
            Workers.current().chunks(points.rows(), GROUP, (from, to) -> parts[from / GROUP] = part(x, from, to));
            double value = 0.5 * penalty * Distances.dot(x, 0, x, 0, d);
            for (int j = 0; j < d; j++) {
                gradient[j] = penalty * x[j];
            }
            gradient[d] = 0;
            for (Part part : parts) {
                value += part.value;
                Products.add(gradient, 1, part.gradient);
            }
            return value;
        }

        private Part part(double[] x, int from, int to) {
            double[] row = new double[points.cols()];
            double[] gradient = new double[row.length + 1];
            double value = 0;
            for (int i = from; i < to; i++) {
                points.copyRow(i, row);
                double weight = Math.abs(sides[i]);
                double side = Math.signum(sides[i]);
                double margin = side * logOdds(x, row);
                double rest = StrictMath.exp(-Math.abs(margin));
                value += weight * (StrictMath.log1p(rest) + Math.max(0, -margin));
                double slope = -side * weight * (margin > 0 ? rest : 1) / (1 + rest);
                for (int j = 0; j < row.length; j++) {
                    gradient[j] += slope * row[j];
                }
                gradient[row.length] += slope;
            }
            return new Part(value, gradient);
        }
    }

    /** The share of a group of rows. */
    private static final class Part {
        private final double value;
        private final double[] gradient;

        Part(double value, double[] gradient) {
            this.value = value;
            this.gradient = gradient;
        }
    }
}
