package dev.quarry.learn.classical;

import com.google.auto.service.AutoService;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Learner;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A random forest: trees on bootstraps of the rows, each node looking at a few random columns. The probability of a class
 * is the mean of its frequencies in the leaves; classes that were not seen have probability exactly 0.
 *
 * <p>Columns are binned once ({@link BinnedFeatures}), so a column of more than 256 different values loses some splits.
 * O(trees·m·√d·depth) time, m·d bytes beside the features. The same forest for every number of threads; the bootstrap
 * goes by row, so another order of the rows is another forest.
 */
@AutoService(Part.class)
@Named(
        value = "random-forest",
        summary = "Trees on bootstraps of the rows, each node looking at a few random columns.",
        formula = "p(c) = mean over trees of the share of c in the leaf",
        cost = "O(trees·m·√d·depth)",
        paper = "Breiman. Random forests. Machine Learning 2001")
public record RandomForest(
        @Help("how many trees, at least 1") int trees,

        @Help("most splits from the root to a leaf, 0 for no limit")
        int maxDepth,

        @Help("fewest rows of a node that is split, at least 2")
        int minSamplesSplit,

        @Help("fewest rows of a leaf, at least 1") int minSamplesLeaf,
        @Help("how many of the columns a node looks at") MaxFeatures maxFeatures,
        @Help("how mixed a node is") Criterion criterion,

        @Help("whether each tree sees its own bootstrap of the rows")
        boolean bootstrap)
        implements Learner {

    /** States the rules. */
    public RandomForest {
        Rules.atLeast("trees", trees, 1);
        new TreeRules(maxDepth, minSamplesSplit, minSamplesLeaf, maxFeatures, criterion);
    }

    /** 100 full trees by the Gini impurity, √d columns a node. */
    public RandomForest() {
        this(100, 0, 2, 1, MaxFeatures.SQRT, Criterion.GINI, true);
    }

    @Override
    public int maxPasses() {
        return trees;
    }

    @Override
    public ForestModel fit(TrainingSet examples, Randomness random) {
        TrainingSet usable = examples.usable("random-forest");
        BinnedFeatures features = new BinnedFeatures(usable.features());
        TreeRules rules = new TreeRules(maxDepth, minSamplesSplit, minSamplesLeaf, maxFeatures, criterion);
        int[] labels = new int[usable.size()];
        Arrays.setAll(labels, usable::label);
        Tree[] grown = new Tree[trees];
        Workers.current().chunks(trees, 1, (from, to) -> {
            for (int t = from; t < to; t++) {
                RandomGenerator one = random.purpose("tree").round(t).generator();
                double[] weights = weights(usable, one);
                grown[t] = Tree.grow(features, labels, usable.classes(), weights, rules, one);
            }
        });
        return new ForestModel(List.of(grown), usable.features().cols(), usable.classes());
    }

    /** How much each row counts in one tree: how often it was drawn, times its weight. */
    private double[] weights(TrainingSet examples, RandomGenerator random) {
        double[] weights = new double[examples.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[bootstrap ? random.nextInt(weights.length) : i]++;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= examples.weight(i);
        }
        return weights;
    }
}
