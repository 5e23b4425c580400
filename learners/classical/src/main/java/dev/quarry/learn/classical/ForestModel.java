package dev.quarry.learn.classical;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.SamplingModel;
import dev.quarry.learn.TrainingSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Several trees. A pass is one tree, drawn without replacement. The mean over the trees is float64, so that items whose
 * trees vote alike tie exactly; samples are float32, since there are many of them and a leaf knows few digits.
 */
public final class ForestModel implements SamplingModel {

    private final TreeSums sums;

    ForestModel(List<Tree> trees, int width, int classes) {
        this.sums = new TreeSums(trees, width, classes);
    }

    /** Grows the trees, each by randomness of its own, as {@code learner}. */
    static ForestModel fit(
            String learner, TrainingSet examples, int trees, TreeRules rules, boolean bootstrap, Randomness random) {
        Grove grove = new Grove(learner, examples, trees);
        Tree[] grown = new Tree[trees];
        Workers.current().chunks(trees, 1, (from, to) -> {
            for (int t = from; t < to; t++) {
                RandomGenerator one = random.purpose("tree").round(t).generator();
                grown[t] = grove.grow(weights(examples, bootstrap, one), rules, one);
            }
        });
        return new ForestModel(List.of(grown), grove.width(), examples.classes());
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

    /** The forest that {@link #state} wrote down. */
    static ForestModel of(State state) {
        TreeStates.Read read = TreeStates.read(state);
        return new ForestModel(read.trees(), read.width(), read.classes());
    }

    @Override
    public State state() {
        return TreeStates.write(sums.trees(), sums.width(), sums.classes());
    }

    @Override
    public int classes() {
        return sums.classes();
    }

    @Override
    public int maxPasses() {
        return sums.trees().size();
    }

    @Override
    public DoubleMatrix probabilities(Matrix features) {
        double[] out = sums.of(features);
        for (int j = 0; j < out.length; j++) {
            out[j] /= maxPasses();
        }
        return DoubleMatrix.wrap(out, features.rows(), classes());
    }

    @Override
    public FloatMatrix samples(Matrix features, int passes, Randomness random) {
        int[] drawn = SamplingModel.draw(maxPasses(), passes, random);
        return FloatMatrix.wrap(sums.each(features, drawn), features.rows(), passes * classes());
    }

    /** The trees. */
    List<Tree> trees() {
        return sums.trees();
    }
}
