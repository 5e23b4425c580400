package dev.quarry.learn.classical;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.SamplingModel;
import dev.quarry.learn.TrainingSet;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Several trees. A pass is one tree, drawn without replacement. The mean over the trees is float64, so that items whose
 * trees vote alike tie exactly; samples are float32, since there are many of them and a leaf knows few digits.
 */
public final class ForestModel implements SamplingModel {

    private static final int ROWS = 64;

    private final List<Tree> trees;
    private final int width;
    private final int classes;

    private ForestModel(List<Tree> trees, int width, int classes) {
        this.trees = List.copyOf(trees);
        this.width = width;
        this.classes = classes;
    }

    /** Grows the trees, each by randomness of its own. */
    static ForestModel fit(TrainingSet examples, int trees, TreeRules rules, boolean bootstrap, Randomness random) {
        BinnedFeatures features = new BinnedFeatures(examples.features());
        int[] labels = new int[examples.size()];
        Arrays.setAll(labels, examples::label);
        Tree[] grown = new Tree[trees];
        Workers.current().chunks(trees, 1, (from, to) -> {
            for (int t = from; t < to; t++) {
                RandomGenerator one = random.purpose("tree").round(t).generator();
                double[] weights = weights(examples, bootstrap, one);
                grown[t] = Tree.grow(features, labels, examples.classes(), weights, rules, one);
            }
        });
        return new ForestModel(List.of(grown), features.columns(), examples.classes());
    }

    /** The forest that {@link #state} wrote down. */
    static ForestModel of(State state) {
        TreeStates.Read read = TreeStates.read(state);
        return new ForestModel(read.trees(), read.width(), read.classes());
    }

    @Override
    public State state() {
        return TreeStates.write(trees, width, classes);
    }

    /** How much each row counts in one tree: how often it was drawn, times its weight. */
    private static double[] weights(TrainingSet examples, boolean bootstrap, RandomGenerator random) {
        double[] weights = new double[examples.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[bootstrap ? random.nextInt(weights.length) : i]++;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= examples.weight(i);
        }
        return weights;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int maxPasses() {
        return trees.size();
    }

    @Override
    public DoubleMatrix probabilities(Matrix features) {
        Rules.width(features, width);
        double[] out = new double[Math.multiplyExact(features.rows(), classes)];
        Workers.current().chunks(features.rows(), ROWS, (from, to) -> {
            double[][] rows = rows(features, from, to);
            for (Tree tree : trees) {
                for (int i = from; i < to; i++) {
                    tree.addTo(rows[i - from], out, i * classes);
                }
            }
            for (int j = from * classes; j < to * classes; j++) {
                out[j] /= trees.size();
            }
        });
        return DoubleMatrix.wrap(out, features.rows(), classes);
    }

    @Override
    public FloatMatrix samples(Matrix features, int passes, Randomness random) {
        Rules.width(features, width);
        int[] drawn = SamplingModel.draw(trees.size(), passes, random);
        int cols = Math.multiplyExact(passes, classes);
        float[] out = new float[Math.multiplyExact(features.rows(), cols)];
        Workers.current().chunks(features.rows(), ROWS, (from, to) -> {
            double[][] rows = rows(features, from, to);
            for (int k = 0; k < passes; k++) {
                for (int i = from; i < to; i++) {
                    double[] one = new double[classes];
                    trees.get(drawn[k]).addTo(rows[i - from], one, 0);
                    for (int c = 0; c < classes; c++) {
                        out[i * cols + k * classes + c] = (float) one[c];
                    }
                }
            }
        });
        return FloatMatrix.wrap(out, features.rows(), cols);
    }

    private static double[][] rows(Matrix features, int from, int to) {
        double[][] rows = new double[to - from][features.cols()];
        for (int i = from; i < to; i++) {
            features.copyRow(i, rows[i - from]);
        }
        return rows;
    }

    /** The trees, for tests. */
    List<Tree> trees() {
        return trees;
    }
}
