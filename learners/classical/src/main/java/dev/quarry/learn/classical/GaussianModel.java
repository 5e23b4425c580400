package dev.quarry.learn.classical;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Products;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Model;
import dev.quarry.learn.Rules;
import dev.quarry.learn.SeenClasses;
import dev.quarry.learn.TrainingSet;
import java.util.Arrays;

/** A fitted Gaussian naive Bayes. Its probabilities are float64, since its classes are often nearly certain. */
public final class GaussianModel implements Model {

    private static final int ROWS = 64;

    private final SeenClasses classes;
    private final int width;
    private final double[][] means;
    private final double[][] variances;
    /** The logarithm of prior and normalisation of each class. */
    private final double[] constants;

    GaussianModel(TrainingSet examples, double varSmoothing) {
        this.classes = new SeenClasses(examples);
        this.width = examples.features().cols();
        examples.requireMemory("gaussian-naive-bayes", (classes.count() + 1L) * 2 * Double.BYTES * width);
        int[] place = new int[examples.size()];
        Arrays.setAll(place, i -> classes.place(examples.label(i)));
        Moments moments = new Moments(examples, place, classes.count());
        double largest = new Moments(examples, new int[examples.size()], 1).largestVariance();
        double added = varSmoothing * (largest == 0 ? 1 : largest);
        if (!Double.isFinite(largest)) {
            throw new IllegalArgumentException(
                    "The learner (gaussian-naive-bayes) cannot be fitted: a column has the variance (%s). Maybe standardise the features."
                            .formatted(largest));
        }
        this.means = moments.means;
        this.variances = moments.variances;
        this.constants = new double[classes.count()];
        double total = Arrays.stream(moments.weights).sum();
        for (int c = 0; c < constants.length; c++) {
            double logs = 0;
            for (int j = 0; j < width; j++) {
                variances[c][j] += added;
                logs += StrictMath.log(2 * Math.PI * variances[c][j]);
            }
            constants[c] = StrictMath.log(moments.weights[c] / total) - 0.5 * logs;
        }
    }

    /** The one that {@link #state} wrote down. */
    GaussianModel(State state) {
        this.classes = SeenClasses.of(state);
        this.width = state.matrix("means").cols();
        this.means = rows(state.matrix("means", classes.count(), width));
        this.variances = rows(state.matrix("variances", classes.count(), width));
        this.constants = rows(state.matrix("constants", 1, classes.count()))[0];
    }

    private static double[][] rows(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.cols()];
        for (int i = 0; i < rows.length; i++) {
            matrix.copyRow(i, rows[i]);
        }
        return rows;
    }

    @Override
    public State state() {
        return classes.addTo(State.empty())
                .with("means", DoubleMatrix.of(means))
                .with("variances", DoubleMatrix.of(variances))
                .with("constants", constants);
    }

    /** Weighted means and variances of the columns, per group of rows. */
    private static final class Moments {
        private final double[] weights;
        private final double[][] means;
        private final double[][] variances;

        Moments(TrainingSet examples, int[] group, int groups) {
            int d = examples.features().cols();
            this.weights = new double[groups];
            this.means = new double[groups][d];
            this.variances = new double[groups][d];
            double[] row = new double[d];
            for (int i = 0; i < group.length; i++) {
                examples.features().copyRow(i, row);
                weights[group[i]] += examples.weight(i);
                Products.add(means[group[i]], examples.weight(i), row);
            }
            divide(means);
            for (int i = 0; i < group.length; i++) {
                examples.features().copyRow(i, row);
                Products.add(row, -1, means[group[i]]);
                for (int j = 0; j < d; j++) {
                    variances[group[i]][j] += examples.weight(i) * (row[j] * row[j]);
                }
            }
            divide(variances);
        }

        private void divide(double[][] sums) {
            for (int g = 0; g < sums.length; g++) {
                for (int j = 0; j < sums[g].length; j++) {
                    sums[g][j] /= weights[g];
                }
            }
        }

        double largestVariance() {
            return Arrays.stream(variances[0]).max().orElse(0);
        }
    }

    @Override
    public int classes() {
        return classes.ofTask();
    }

    @Override
    public DoubleMatrix probabilities(Matrix features) {
        Rules.width(features, width);
        double[] out = new double[Math.multiplyExact(features.rows(), classes())];
        Workers.current().chunks(features.rows(), ROWS, (from, to) -> {
            double[][] columns = columns(features, from, to);
            double[][] distances = new double[means.length][to - from];
            for (int c = 0; c < means.length; c++) {
                for (int j = 0; j < width; j++) {
                    addDistances(distances[c], columns[j], means[c][j], variances[c][j]);
                }
            }
            double[] p = new double[means.length];
            for (int i = 0; i < to - from; i++) {
                for (int c = 0; c < p.length; c++) {
                    p[c] = constants[c] - 0.5 * distances[c][i];
                }
                Softmax.inPlace(p);
                classes.scatter(p, out, from + i);
            }
        });
        return DoubleMatrix.wrap(out, features.rows(), classes());
    }

    private static double[][] columns(Matrix features, int from, int to) {
        double[][] columns = new double[features.cols()][to - from];
        double[] row = new double[features.cols()];
        for (int i = from; i < to; i++) {
            features.copyRow(i, row);
            for (int j = 0; j < row.length; j++) {
                columns[j][i - from] = row[j];
            }
        }
        return columns;
    }

    private static void addDistances(double[] out, double[] column, double mean, double variance) {
        for (int i = 0; i < out.length; i++) {
            double difference = column[i] - mean;
            out[i] += difference * difference / variance;
        }
    }
}
