package dev.quarry.learn.classical;

import dev.quarry.bundle.State;
import dev.quarry.evidence.Head;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.HeadedModel;
import dev.quarry.learn.Model;
import dev.quarry.learn.SamplingModel;
import dev.quarry.learn.SeenClasses;

/** A model whose certainty is corrected. It samples, or shows a last layer, if the model does. */
class CalibratedModel implements Model {

    private final Model model;
    private final Temperature temperature;
    private final SeenClasses seen;
    private final int[] places;

    private CalibratedModel(Model model, Temperature temperature, SeenClasses seen) {
        this.model = model;
        this.temperature = temperature;
        this.seen = seen;
        this.places = seen.seen();
    }

    static CalibratedModel of(Model model, Temperature temperature, SeenClasses seen) {
        if (model.classes() != seen.ofTask()) {
            throw new IllegalArgumentException("The value (classes) names (%d) classes, but the model knows (%d)."
                    .formatted(seen.ofTask(), model.classes()));
        }
        if (model instanceof SamplingModel sampling) {
            return model instanceof HeadedModel headed
                    ? new SamplingAndHeaded(sampling, headed, temperature, seen)
                    : new Sampling(sampling, temperature, seen);
        }
        return model instanceof HeadedModel headed
                ? new Headed(headed, temperature, seen)
                : new CalibratedModel(model, temperature, seen);
    }

    /** T. */
    final Temperature temperature() {
        return temperature;
    }

    @Override
    public State state() {
        return seen.addTo(State.empty())
                .with("temperature", new double[] {temperature.t(), temperature.floor()})
                .with("model", model.state());
    }

    @Override
    public int classes() {
        return model.classes();
    }

    @Override
    public Matrix embeddings(Matrix features) {
        return model.embeddings(features);
    }

    @Override
    public Matrix probabilities(Matrix features) {
        return scaled(model.probabilities(features), temperature.floor());
    }

    /** Every distribution of every row scaled; float64, unless nothing changes. */
    final Matrix scaled(Matrix p, double least) {
        if (temperature.equals(Temperature.NONE)) {
            return p;
        }
        double[] out = new double[Math.multiplyExact(p.rows(), p.cols())];
        double[] row = new double[p.cols()];
        for (int i = 0; i < p.rows(); i++) {
            p.copyRow(i, row);
            for (int at = 0; at < row.length; at += classes()) {
                temperature.apply(row, at, places, least);
            }
            System.arraycopy(row, 0, out, i * row.length, row.length);
        }
        return DoubleMatrix.wrap(out, p.rows(), p.cols());
    }

    private static Head divided(Head head, double t) {
        double[] weights = head.weights().toDouble().values().clone();
        double[] biases = head.biases().toDouble().values().clone();
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= t;
        }
        for (int c = 0; c < biases.length; c++) {
            biases[c] /= t;
        }
        return new Head(
                DoubleMatrix.wrap(weights, head.classes(), head.dimensions()),
                DoubleMatrix.wrap(biases, 1, head.classes()));
    }

    private static final class Headed extends CalibratedModel implements HeadedModel {
        private final Head head;

        Headed(HeadedModel model, Temperature temperature, SeenClasses seen) {
            super(model, temperature, seen);
            this.head = divided(model.head(), temperature.t());
        }

        @Override
        public Head head() {
            return head;
        }
    }

    private static class Sampling extends CalibratedModel implements SamplingModel {
        private final SamplingModel model;

        Sampling(SamplingModel model, Temperature temperature, SeenClasses seen) {
            super(model, temperature, seen);
            this.model = model;
        }

        @Override
        public int maxPasses() {
            return model.maxPasses();
        }

        @Override
        public Matrix samples(Matrix features, int passes, Randomness random) {
            return scaled(model.samples(features, passes, random), 0);
        }
    }

    private static final class SamplingAndHeaded extends Sampling implements HeadedModel {
        private final Head head;

        SamplingAndHeaded(SamplingModel model, HeadedModel same, Temperature temperature, SeenClasses seen) {
            super(model, temperature, seen);
            this.head = divided(same.head(), temperature.t());
        }

        @Override
        public Head head() {
            return head;
        }
    }
}
