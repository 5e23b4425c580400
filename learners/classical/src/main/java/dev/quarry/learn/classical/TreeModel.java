package dev.quarry.learn.classical;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.learn.Model;
import java.util.List;

/** A fitted decision tree: a forest of one, but a model that has nothing to sample. Its probabilities are float64. */
public final class TreeModel implements Model {

    private final ForestModel forest;

    TreeModel(Tree tree, int width, int classes) {
        this.forest = new ForestModel(List.of(tree), width, classes);
    }

    /** The tree that {@link #state} wrote down. */
    TreeModel(State state) {
        this.forest = ForestModel.of(state);
        if (forest.maxPasses() != 1) {
            throw new IllegalArgumentException(
                    "The value (nodes) describes (%d) trees, not one.".formatted(forest.maxPasses()));
        }
    }

    @Override
    public State state() {
        return forest.state();
    }

    @Override
    public int classes() {
        return forest.classes();
    }

    @Override
    public DoubleMatrix probabilities(Matrix features) {
        return forest.probabilities(features);
    }

    /** The tree itself. */
    Tree tree() {
        return forest.trees().get(0);
    }
}
