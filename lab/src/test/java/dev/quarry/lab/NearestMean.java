package dev.quarry.lab;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;

/**
 * The class of the nearest mean, with a softmax of the negated squared distances.
 *
 * @param failsAt with this many examples it refuses, as a learner may; 0 never
 */
public record NearestMean(int failsAt) implements Learner {

    public NearestMean() {
        this(0);
    }

    @Override
    public Model fit(TrainingSet examples, Randomness random) {
        if (examples.size() == failsAt) {
            throw new IllegalArgumentException(
                    "The learner (nearest-mean) does not like (%d) examples.".formatted(failsAt));
        }
        int d = examples.features().cols();
        double[] sums = new double[examples.classes() * d];
        int[] counts = new int[examples.classes()];
        for (int i = 0; i < examples.size(); i++) {
            counts[examples.label(i)]++;
            for (int j = 0; j < d; j++) {
                sums[examples.label(i) * d + j] += examples.features().get(i, j);
            }
        }
        return new Fitted(sums, counts, d);
    }

    @Override
    public Model restore(State state) {
        int[] counts = state.whole("counts");
        double[] sums = state.numbers("sums");
        return new Fitted(sums, counts, sums.length / counts.length);
    }

    private static final class Fitted implements Model {
        private final double[] sums;
        private final int[] counts;
        private final int d;

        Fitted(double[] sums, int[] counts, int d) {
            this.sums = sums;
            this.counts = counts;
            this.d = d;
        }

        @Override
        public int classes() {
            return counts.length;
        }

        @Override
        public State state() {
            return State.empty().with("sums", sums).with("counts", counts);
        }

        @Override
        public Matrix probabilities(Matrix features) {
            double[] p = new double[features.rows() * counts.length];
            for (int i = 0; i < features.rows(); i++) {
                double sum = 0;
                for (int c = 0; c < counts.length; c++) {
                    double weight = counts[c] == 0 ? 0 : Math.max(1e-30, StrictMath.exp(-squared(features, i, c)));
                    p[i * counts.length + c] = weight;
                    sum += weight;
                }
                for (int c = 0; c < counts.length; c++) {
                    p[i * counts.length + c] /= sum;
                }
            }
            return DoubleMatrix.wrap(p, features.rows(), counts.length);
        }

        private double squared(Matrix features, int i, int c) {
            double squared = 0;
            for (int j = 0; j < d; j++) {
                double gap = features.get(i, j) - sums[c * d + j] / counts[c];
                squared += gap * gap;
            }
            return squared;
        }
    }
}
