package dev.quarry.loop;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;

/** A small real learner for tests of the loop: softmax of the negated squared distances to the class means. */
public record NearestMean() implements Learner {

    @Override
    public Model fit(TrainingSet examples, Randomness random) {
        examples.requireTwoClasses("nearest-mean");
        int d = examples.features().cols();
        double[][] means = new double[examples.classes()][d];
        double[] weights = new double[examples.classes()];
        for (int i = 0; i < examples.size(); i++) {
            weights[examples.label(i)] += examples.weight(i);
            for (int j = 0; j < d; j++) {
                means[examples.label(i)][j] +=
                        examples.weight(i) * examples.features().get(i, j);
            }
        }
        for (int c = 0; c < means.length; c++) {
            for (int j = 0; j < d; j++) {
                means[c][j] /= Math.max(weights[c], 1e-12);
            }
        }
        return model(means, weights);
    }

    @Override
    public Model restore(State state) {
        Matrix means = state.matrix("means");
        double[][] rows = new double[means.rows()][means.cols()];
        for (int c = 0; c < rows.length; c++) {
            means.copyRow(c, rows[c]);
        }
        return model(rows, state.numbers("weights"));
    }

    private static Model model(double[][] means, double[] weights) {
        int d = means[0].length;
        return new Model() {
            @Override
            public int classes() {
                return means.length;
            }

            @Override
            public State state() {
                return State.empty().with("means", DoubleMatrix.of(means)).with("weights", weights);
            }

            @Override
            public Matrix probabilities(Matrix features) {
                double[] p = new double[features.rows() * means.length];
                for (int i = 0; i < features.rows(); i++) {
                    double sum = 0;
                    for (int c = 0; c < means.length; c++) {
                        double distance = 0;
                        for (int j = 0; j < d; j++) {
                            double difference = features.get(i, j) - means[c][j];
                            distance += difference * difference;
                        }
                        p[i * means.length + c] = weights[c] > 0 ? StrictMath.exp(-Math.min(distance, 500)) : 0;
                        sum += p[i * means.length + c];
                    }
                    for (int c = 0; c < means.length; c++) {
                        p[i * means.length + c] /= sum;
                    }
                }
                return DoubleMatrix.wrap(p, features.rows(), means.length);
            }
        };
    }
}
