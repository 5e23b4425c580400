package dev.quarry.learn.classical;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Rules;
import java.util.Arrays;
import java.util.List;

/** What several trees say together: per row and class the sum over their leaves, in the order of the trees. */
final class TreeSums {

    private static final int ROWS = 64;

    private final List<Tree> trees;
    private final int width;
    private final int classes;

    TreeSums(List<Tree> trees, int width, int classes) {
        this.trees = List.copyOf(trees);
        this.width = width;
        this.classes = classes;
    }

    List<Tree> trees() {
        return trees;
    }

    int width() {
        return width;
    }

    int classes() {
        return classes;
    }

    /** The sums, shape [n, C]. */
    double[] of(Matrix features) {
        Rules.width(features, width);
        double[] out = new double[Math.multiplyExact(features.rows(), classes)];
        Workers.current().chunks(features.rows(), ROWS, (from, to) -> {
            double[][] rows = rows(features, from, to);
            for (Tree tree : trees) {
                tree.addTo(rows, to - from, out, from * classes);
            }
        });
        return out;
    }

    /** The answers of some trees, shape [n, some · C]. */
    float[] each(Matrix features, int[] some) {
        Rules.width(features, width);
        int cols = Math.multiplyExact(some.length, classes);
        float[] out = new float[Math.multiplyExact(features.rows(), cols)];
        Workers.current().chunks(features.rows(), ROWS, (from, to) -> {
            double[][] rows = rows(features, from, to);
            double[] one = new double[(to - from) * classes];
            for (int k = 0; k < some.length; k++) {
                Arrays.fill(one, 0);
                trees.get(some[k]).addTo(rows, to - from, one, 0);
                for (int j = 0; j < one.length; j++) {
                    out[(from + j / classes) * cols + k * classes + j % classes] = (float) one[j];
                }
            }
        });
        return out;
    }

    private static double[][] rows(Matrix features, int from, int to) {
        double[][] rows = new double[to - from][features.cols()];
        for (int i = from; i < to; i++) {
            features.copyRow(i, rows[i - from]);
        }
        return rows;
    }
}
