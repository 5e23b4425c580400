package dev.quarry.learn.classical;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.NearestRows;
import dev.quarry.learn.Model;
import dev.quarry.learn.Rules;
import dev.quarry.learn.TrainingSet;
import java.util.Arrays;

/** The labelled rows of k nearest neighbours. Its probabilities are float64, so that equal votes tie exactly. */
public final class NeighbourModel implements Model {

    private final TrainingSet rows;
    private final int[] labels;
    private final double[] weights;
    private final NearestNeighbours rules;

    NeighbourModel(TrainingSet rows, NearestNeighbours rules) {
        this.rows = rows;
        this.labels = rows.labels();
        this.weights = rows.weights();
        this.rules = rules;
    }

    /** The rows that {@link #state} wrote down. */
    static TrainingSet rows(State state) {
        int[] classes = state.whole("classes");
        if (classes.length != 1 || classes[0] < 1) {
            throw new IllegalArgumentException(
                    "The value (classes) must be how many there are, not %s.".formatted(Arrays.toString(classes)));
        }
        TrainingSet rows = TrainingSet.of(state.matrix("rows"), state.whole("labels"), classes[0])
                .weighted(state.numbers("weights"));
        return rows.usable("k-nearest-neighbours");
    }

    @Override
    public State state() {
        return State.empty()
                .with("classes", new int[] {rows.classes()})
                .with("rows", rows.features())
                .with("labels", labels)
                .with("weights", weights);
    }

    @Override
    public int classes() {
        return rows.classes();
    }

    @Override
    public DoubleMatrix probabilities(Matrix features) {
        Rules.width(features, rows.features().cols());
        int classes = rows.classes();
        double[] out = new double[Math.multiplyExact(features.rows(), classes)];
        new NearestRows(rows.features(), weights, rules.k())
                .find(features, (query, near, squared, count) -> vote(near, squared, count, out, query * classes));
        return DoubleMatrix.wrap(out, features.rows(), classes);
    }

    /** Adds up the votes in {@code out[at..at + C)}, runs of equal distance at a time, then makes them sum to 1. */
    private void vote(int[] near, double[] squared, int count, double[] out, int at) {
        double left = rules.k();
        double sum = 0;
        for (int from = 0, to; from < count && left > 0; from = to) {
            double weight = 0;
            for (to = from; to < count && (to == from || squared[to] == squared[from]); to++) {
                weight += weights[near[to]];
            }
            boolean here = rules.weights() == Vote.DISTANCE && squared[from] == 0;
            double vote = rules.weights() == Vote.DISTANCE && !here ? 1 / Math.sqrt(squared[from]) : 1;
            double share = Math.min(1, left / weight) * vote;
            for (int i = from; i < to; i++) {
                out[at + labels[near[i]]] += share * weights[near[i]];
                sum += share * weights[near[i]];
            }
            left = here ? 0 : left - weight;
        }
        for (int c = at; c < at + rows.classes(); c++) {
            out[c] /= sum;
        }
    }
}
