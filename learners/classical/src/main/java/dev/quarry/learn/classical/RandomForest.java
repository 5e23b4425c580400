package dev.quarry.learn.classical;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Rules;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

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

        @Help("most leaves of a tree, at least 2, 0 for no limit; the node that gains most is split first")
        int maxLeafNodes,

        @Help("how many of the columns a node looks at") MaxFeatures maxFeatures,
        @Help("how mixed a node is") Criterion criterion,

        @Help("whether each tree sees its own bootstrap of the rows")
        boolean bootstrap,

        @Help("how much the classes count against each other")
        ClassWeights classWeights)
        implements Learner {

    /** States the rules. */
    public RandomForest {
        Rules.atLeast("trees", trees, 1);
        new TreeRules(maxDepth, minSamplesSplit, minSamplesLeaf, maxLeafNodes, maxFeatures, criterion, false);
    }

    /** 100 full trees by the Gini impurity, √d columns a node. */
    public RandomForest() {
        this(100, 0, 2, 1, 0, MaxFeatures.SQRT, Criterion.GINI, true, ClassWeights.NONE);
    }

    @Override
    public int maxPasses() {
        return trees;
    }

    @Override
    public ForestModel fit(TrainingSet examples, Randomness random) {
        TrainingSet usable = classWeights.of(examples.usable("random-forest"));
        TreeRules rules =
                new TreeRules(maxDepth, minSamplesSplit, minSamplesLeaf, maxLeafNodes, maxFeatures, criterion, false);
        return ForestModel.fit("random-forest", usable, trees, rules, bootstrap, random);
    }

    @Override
    public ForestModel restore(State state) {
        return ForestModel.of(state);
    }
}
