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
 * Extremely randomised trees: as a {@link RandomForest}, but a node cuts every column that it looks at in one random place
 * and takes the best of these cuts. That costs less per node, makes the trees deeper and differ more, and the
 * probabilities smoother; so every tree sees all rows unless {@code bootstrap} is set.
 *
 * <p>Columns are binned once ({@link BinnedFeatures}): a column of more than 256 different values is cut between its
 * bins. O(trees·m·√d·depth) time, m·d bytes beside the features. The same trees for every number of threads.
 */
@AutoService(Part.class)
@Named(
        value = "extra-trees",
        summary = "Trees whose nodes cut a few random columns in random places and take the best of these cuts.",
        formula = "p(c) = mean over trees of the share of c in the leaf",
        cost = "O(trees·m·√d·depth)",
        paper = "Geurts, Ernst, Wehenkel. Extremely randomized trees. Machine Learning 2006")
public record ExtraTrees(
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
    public ExtraTrees {
        Rules.atLeast("trees", trees, 1);
        new TreeRules(maxDepth, minSamplesSplit, minSamplesLeaf, maxLeafNodes, maxFeatures, criterion, true);
    }

    /** 100 full trees on all rows by the Gini impurity, √d columns a node. */
    public ExtraTrees() {
        this(100, 0, 2, 1, 0, MaxFeatures.SQRT, Criterion.GINI, false, ClassWeights.NONE);
    }

    @Override
    public int maxPasses() {
        return trees;
    }

    @Override
    public ForestModel fit(TrainingSet examples, Randomness random) {
        TrainingSet usable = classWeights.of(examples.usable("extra-trees"));
        TreeRules rules =
                new TreeRules(maxDepth, minSamplesSplit, minSamplesLeaf, maxLeafNodes, maxFeatures, criterion, true);
        return ForestModel.fit("extra-trees", usable, trees, rules, bootstrap, random);
    }

    @Override
    public ForestModel restore(State state) {
        return ForestModel.of(state);
    }
}
