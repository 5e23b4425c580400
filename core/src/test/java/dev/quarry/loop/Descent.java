package dev.quarry.loop;

import dev.quarry.bundle.State;
import dev.quarry.evidence.Head;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.GradientModel;
import dev.quarry.learn.HeadedModel;
import dev.quarry.learn.HistoryModel;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A small real learner for tests that gives everything: softmax regression by a few steps of gradient descent from
 * random weights, or, if warm, from the weights of the earlier model. It remembers the weights of its last steps.
 *
 * @param steps how many steps
 * @param moments how many of the last ones are remembered; 0 for none
 * @param warm whether it goes on from an earlier model
 */
public record Descent(int steps, int moments, boolean warm) implements Learner {

    private static final double RATE = 0.5;

    @Override
    public Model fit(TrainingSet examples, Randomness random) {
        RandomGenerator generator = random.purpose("weights").generator();
        double[][] weights = new double[examples.classes()][examples.features().cols() + 1];
        for (double[] row : weights) {
            for (int j = 0; j < row.length; j++) {
                row[j] = generator.nextGaussian();
            }
        }
        return descend(weights, examples);
    }

    @Override
    public Model refit(Model earlier, TrainingSet examples, Randomness random) {
        return descend(((Fitted) earlier).weights(), examples);
    }

    @Override
    public Model restore(State state) {
        List<double[][]> path = new ArrayList<>();
        while (state.has("weights/" + path.size())) {
            Matrix weights = state.matrix("weights/" + path.size());
            double[][] rows = new double[weights.rows()][weights.cols()];
            for (int c = 0; c < rows.length; c++) {
                weights.copyRow(c, rows[c]);
            }
            path.add(rows);
        }
        return new Fitted(path);
    }

    private Fitted descend(double[][] start, TrainingSet examples) {
        List<double[][]> path = new ArrayList<>();
        double[][] weights = start;
        for (int step = 0; step < steps; step++) {
            weights = next(weights, examples);
            path.add(weights);
        }
        return new Fitted(path.subList(steps - Math.max(1, moments), steps));
    }

    private static double[][] next(double[][] weights, TrainingSet examples) {
        double[][] next = new double[weights.length][];
        for (int c = 0; c < next.length; c++) {
            next[c] = weights[c].clone();
        }
        double[] x = new double[weights[0].length];
        for (int i = 0; i < examples.size(); i++) {
            examples.features().copyRow(i, x);
            x[x.length - 1] = 1;
            double[] p = softmax(weights, x);
            for (int c = 0; c < p.length; c++) {
                double error = p[c] - (c == examples.label(i) ? 1 : 0);
                for (int j = 0; j < x.length; j++) {
                    next[c][j] -= RATE * error * x[j] / examples.size();
                }
            }
        }
        return next;
    }

    private static double[] softmax(double[][] weights, double[] x) {
        double[] p = new double[weights.length];
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            double z = 0;
            for (int j = 0; j < x.length; j++) {
                z += weights[c][j] * x[j];
            }
            p[c] = StrictMath.exp(z);
            sum += p[c];
        }
        for (int c = 0; c < p.length; c++) {
            p[c] /= sum;
        }
        return p;
    }

    @Override
    public boolean stochastic() {
        return true;
    }

    @Override
    public Set<Class<? extends Model>> gives() {
        return moments > 0
                ? Set.of(HeadedModel.class, GradientModel.class, HistoryModel.class)
                : Set.of(HeadedModel.class, GradientModel.class);
    }

    /** The weights of the last steps, the last ones being the model. */
    public record Fitted(List<double[][]> path) implements HeadedModel, GradientModel, HistoryModel {

        double[][] weights() {
            return path.get(path.size() - 1);
        }

        @Override
        public State state() {
            State state = State.empty();
            for (int t = 0; t < path.size(); t++) {
                state = state.with("weights/" + t, DoubleMatrix.of(path.get(t)));
            }
            return state;
        }

        @Override
        public int classes() {
            return weights().length;
        }

        @Override
        public int moments() {
            return path.size();
        }

        @Override
        public Matrix probabilities(Matrix features) {
            return at(List.<double[][]>of(weights()), features);
        }

        @Override
        public Matrix history(Matrix features) {
            return at(path, features);
        }

        private static Matrix at(List<double[][]> path, Matrix features) {
            int classes = path.get(0).length;
            double[] all = new double[features.rows() * path.size() * classes];
            double[] x = new double[features.cols() + 1];
            int at = 0;
            for (int i = 0; i < features.rows(); i++) {
                features.copyRow(i, x);
                x[x.length - 1] = 1;
                for (double[][] weights : path) {
                    System.arraycopy(softmax(weights, x), 0, all, at, classes);
                    at += classes;
                }
            }
            return DoubleMatrix.wrap(all, features.rows(), path.size() * classes);
        }

        @Override
        public Head head() {
            double[][] weights = new double[classes()][];
            double[] biases = new double[classes()];
            for (int c = 0; c < biases.length; c++) {
                int d = weights()[c].length - 1;
                weights[c] = Arrays.copyOf(weights()[c], d);
                biases[c] = weights()[c][d];
            }
            return new Head(DoubleMatrix.of(weights), DoubleMatrix.of(biases));
        }

        /** All its parameters are those of one layer; here by differences of the loss along each of them. */
        @Override
        public Matrix gradientNorms(Matrix features) {
            double[] norms = new double[features.rows() * classes()];
            double[][] own = Arrays.stream(weights()).map(double[]::clone).toArray(double[][]::new);
            double[] x = new double[features.cols() + 1];
            for (int i = 0; i < features.rows(); i++) {
                features.copyRow(i, x);
                x[x.length - 1] = 1;
                for (int c = 0; c < classes(); c++) {
                    double squared = 0;
                    for (double[] parameters : own) {
                        for (int j = 0; j < x.length; j++) {
                            double slope = slope(own, parameters, j, x, c);
                            squared += slope * slope;
                        }
                    }
                    norms[i * classes() + c] = Math.sqrt(squared);
                }
            }
            return DoubleMatrix.wrap(norms, features.rows(), classes());
        }

        private static double slope(double[][] weights, double[] parameters, int j, double[] x, int label) {
            double step = 1e-5;
            double was = parameters[j];
            parameters[j] = was + step;
            double above = -StrictMath.log(softmax(weights, x)[label]);
            parameters[j] = was - step;
            double below = -StrictMath.log(softmax(weights, x)[label]);
            parameters[j] = was;
            return (above - below) / (2 * step);
        }

        /** w_c − Σ p_k·w_k. */
        @Override
        public Matrix inputGradients(Matrix features, int[] labels) {
            int d = features.cols();
            double[] gradients = new double[features.rows() * d];
            double[] x = new double[d + 1];
            for (int i = 0; i < features.rows(); i++) {
                features.copyRow(i, x);
                x[d] = 1;
                double[] p = softmax(weights(), x);
                for (int j = 0; j < d; j++) {
                    gradients[i * d + j] = weights()[labels[i]][j];
                    for (int k = 0; k < p.length; k++) {
                        gradients[i * d + j] -= p[k] * weights()[k][j];
                    }
                }
            }
            return DoubleMatrix.wrap(gradients, features.rows(), d);
        }
    }
}
