package dev.quarry.learn.classical;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.learn.Model;
import dev.quarry.learn.SeenClasses;
import java.util.List;
import java.util.stream.IntStream;

/** Trees that vote: a class is as probable as the exponential of its votes. */
final class BoostedTrees implements Model {

    private final TreeSums votes;
    private final SeenClasses classes;

    private BoostedTrees(TreeSums votes, SeenClasses classes) {
        this.votes = votes;
        this.classes = classes;
    }

    static BoostedTrees of(List<Model> members, double[] votes, SeenClasses classes, int width) {
        List<Tree> trees = IntStream.range(0, votes.length)
                .mapToObj(m -> ((TreeModel) members.get(m)).tree().voting(votes[m]))
                .toList();
        return new BoostedTrees(new TreeSums(trees, width, classes.ofTask()), classes);
    }

    /** The model that {@link #state} wrote down. */
    static BoostedTrees of(State state) {
        TreeStates.Read read = TreeStates.read(state);
        SeenClasses classes = SeenClasses.of(state);
        if (classes.ofTask() != read.classes()) {
            throw new IllegalArgumentException(
                    "The value (classes) names (%d) classes, not (%d).".formatted(classes.ofTask(), read.classes()));
        }
        return new BoostedTrees(new TreeSums(read.trees(), read.width(), read.classes()), classes);
    }

    @Override
    public State state() {
        return classes.addTo(TreeStates.write(votes.trees(), votes.width(), votes.classes()));
    }

    @Override
    public int classes() {
        return classes.ofTask();
    }

    @Override
    public DoubleMatrix probabilities(Matrix features) {
        double[] out = votes.of(features);
        Softmax.ofSeen(classes, out);
        return DoubleMatrix.wrap(out, features.rows(), classes());
    }
}
