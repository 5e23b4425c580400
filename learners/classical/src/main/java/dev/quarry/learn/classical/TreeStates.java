package dev.quarry.learn.classical;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How trees are written down: the nodes of all of them one tree after the other, as {@link Tree} has them. {@code shape}
 * holds the width and the number of classes, {@code nodes} and {@code mixed} the nodes and the mixed leaves of each tree.
 */
final class TreeStates {

    private TreeStates() {}

    /** What was read. */
    record Read(List<Tree> trees, int width, int classes) {}

    static State write(List<Tree> trees, int width, int classes) {
        double[] frequencies = trees.stream()
                .flatMapToDouble(tree -> Arrays.stream(tree.frequencies()))
                .toArray();
        return State.empty()
                .with("shape", new int[] {width, classes})
                .with("nodes", trees.stream().mapToInt(Tree::nodes).toArray())
                .with("mixed", trees.stream().mapToInt(Tree::mixed).toArray())
                .with(
                        "columns",
                        trees.stream()
                                .flatMapToInt(tree -> IntStream.of(tree.column()))
                                .toArray())
                .with(
                        "cuts",
                        trees.stream()
                                .flatMapToDouble(tree -> Arrays.stream(tree.cut()))
                                .toArray())
                .with(
                        "next",
                        trees.stream()
                                .flatMapToInt(tree -> IntStream.of(tree.next()))
                                .toArray())
                .with("frequencies", DoubleMatrix.wrap(frequencies, frequencies.length / classes, classes));
    }

    /**
     * Reads the trees back.
     *
     * @throws IllegalArgumentException if they are not trees, so that no row can be led astray or in a circle
     */
    static Read read(State state) {
        int[] shape = state.whole("shape");
        int[] nodes = state.whole("nodes");
        int[] mixed = state.whole("mixed");
        require(shape.length == 2 && shape[0] > 0 && shape[1] > 0, "shape");
        require(nodes.length > 0 && nodes.length == mixed.length, "nodes");
        require(IntStream.of(nodes).allMatch(n -> n > 0) && IntStream.of(mixed).allMatch(n -> n >= 0), "nodes");
        int[] columns = state.whole("columns");
        int[] next = state.whole("next");
        double[] cuts = state.numbers("cuts");
        int all = IntStream.of(nodes).sum();
        require(columns.length == all && next.length == all && cuts.length == all, "columns");
        double[] frequencies =
                values(state.matrix("frequencies", IntStream.of(mixed).sum(), shape[1]));
        List<Tree> trees = new ArrayList<>();
        int at = 0;
        int leaf = 0;
        for (int t = 0; t < nodes.length; t++) {
            int[] column = Arrays.copyOfRange(columns, at, at + nodes[t]);
            int[] follow = Arrays.copyOfRange(next, at, at + nodes[t]);
            requireTree(column, follow, mixed[t], shape);
            trees.add(new Tree(
                    column,
                    Arrays.copyOfRange(cuts, at, at + nodes[t]),
                    follow,
                    Arrays.copyOfRange(frequencies, leaf * shape[1], (leaf + mixed[t]) * shape[1]),
                    shape[1]));
            at += nodes[t];
            leaf += mixed[t];
        }
        return new Read(trees, shape[0], shape[1]);
    }

    private static double[] values(Matrix matrix) {
        return matrix.toDouble().values();
    }

    private static void requireTree(int[] column, int[] next, int mixed, int[] shape) {
        for (int node = 0; node < column.length; node++) {
            boolean inner = column[node] >= 0;
            require(
                    inner
                            ? column[node] < shape[0] && next[node] > node && next[node] < column.length - 1
                            : next[node] < mixed && -1 - next[node] < shape[1],
                    "next");
        }
    }

    private static void require(boolean right, String name) {
        if (!right) {
            throw new IllegalArgumentException(
                    "The value (%s) does not describe trees. Maybe the file was damaged.".formatted(name));
        }
    }
}
