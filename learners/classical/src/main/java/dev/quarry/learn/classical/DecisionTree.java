package dev.quarry.learn.classical;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * One decision tree. The probability of a class is its frequency in the leaf; classes that were not seen have probability
 * exactly 0. A full tree is always certain: only limits make its probabilities say something.
 *
 * <p>A node looks at all columns in their order, of equal splits the first stays, so nothing is random; with {@code
 * max-features} the columns are drawn. Columns are binned once ({@link BinnedFeatures}). O(m·d·depth) time, m·d bytes
 * beside the features.
 */
@AutoService(Part.class)
@Named(
        value = "decision-tree",
        summary = "A tree of splits by one column each, the basis of bagging and boosting.",
        formula = "p(c) = share of c in the leaf",
        cost = "O(m·d·depth)",
        paper = "Breiman, Friedman, Olshen, Stone. Classification and regression trees. 1984")
public record DecisionTree(
        @Help("most splits from the root to a leaf, 0 for no limit")
        int maxDepth,

        @Help("fewest rows of a node that is split, at least 2")
        int minSamplesSplit,

        @Help("fewest rows of a leaf, at least 1") int minSamplesLeaf,

        @Help("most leaves, at least 2, 0 for no limit; the node that gains most is split first")
        int maxLeafNodes,

        @Help("how many of the columns a node looks at") MaxFeatures maxFeatures,
        @Help("how mixed a node is") Criterion criterion,

        @Help("how much the classes count against each other")
        ClassWeights classWeights)
        implements Learner {

    /** States the rules. */
    public DecisionTree {
        new TreeRules(maxDepth, minSamplesSplit, minSamplesLeaf, maxLeafNodes, maxFeatures, criterion, false);
    }

    /** A full tree over all columns by the Gini impurity. */
    public DecisionTree() {
        this(0, 2, 1, 0, MaxFeatures.ALL, Criterion.GINI, ClassWeights.NONE);
    }

    /** A full tree but for its depth. */
    static DecisionTree ofDepth(int depth) {
        return new DecisionTree(depth, 2, 1, 0, MaxFeatures.ALL, Criterion.GINI, ClassWeights.NONE);
    }

    @Override
    public boolean stochastic() {
        return maxFeatures != MaxFeatures.ALL;
    }

    TreeRules rules() {
        return new TreeRules(maxDepth, minSamplesSplit, minSamplesLeaf, maxLeafNodes, maxFeatures, criterion, false);
    }

    @Override
    public TreeModel fit(TrainingSet examples, Randomness random) {
        TrainingSet usable = classWeights.of(examples.usable("decision-tree"));
        Grove grove = new Grove("decision-tree", usable, 1);
        Tree tree = grove.grow(usable.weights(), rules(), random.purpose("tree").generator());
        return new TreeModel(tree, grove.width(), usable.classes());
    }

    @Override
    public TreeModel restore(State state) {
        return new TreeModel(state);
    }
}
