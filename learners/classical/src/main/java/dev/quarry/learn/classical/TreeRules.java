package dev.quarry.learn.classical;

import dev.quarry.learn.Rules;

/**
 * When a tree splits and when it stops. Rows are counted, not their weights.
 *
 * @param maxDepth most splits from the root to a leaf; 0 for no limit
 * @param minSamplesSplit fewest rows of a node that is split, at least 2
 * @param minSamplesLeaf fewest rows of a leaf, at least 1
 * @param maxLeafNodes most leaves, at least 2; 0 for no limit. With a limit the node that gains most is split first
 * @param maxFeatures how many columns a node looks at
 * @param criterion how mixed a node is
 * @param randomCuts whether a column is cut at one random place instead of the best
 */
record TreeRules(
        int maxDepth,
        int minSamplesSplit,
        int minSamplesLeaf,
        int maxLeafNodes,
        MaxFeatures maxFeatures,
        Criterion criterion,
        boolean randomCuts) {

    /** States the rules. */
    TreeRules {
        Rules.atLeast("max-depth", maxDepth, 0);
        Rules.atLeast("min-samples-split", minSamplesSplit, 2);
        Rules.atLeast("min-samples-leaf", minSamplesLeaf, 1);
        if (maxLeafNodes != 0) {
            Rules.atLeast("max-leaf-nodes", maxLeafNodes, 2);
        }
    }

    /** A full tree over all columns by the Gini impurity. */
    TreeRules() {
        this(0, 2, 1, 0, MaxFeatures.ALL, Criterion.GINI, false);
    }
}
