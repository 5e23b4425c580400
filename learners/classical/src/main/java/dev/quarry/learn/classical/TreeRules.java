package dev.quarry.learn.classical;

/**
 * When a tree splits and when it stops.
 *
 * @param maxDepth most splits from the root to a leaf; 0 for no limit
 * @param minSamplesSplit fewest rows of a node that is split, at least 2; rows are counted, not their weights
 * @param minSamplesLeaf fewest rows of a leaf, at least 1; rows are counted, not their weights
 * @param maxFeatures how many columns a node looks at
 * @param criterion how mixed a node is
 */
record TreeRules(int maxDepth, int minSamplesSplit, int minSamplesLeaf, MaxFeatures maxFeatures, Criterion criterion) {

    /** States the rules. */
    TreeRules {
        Rules.atLeast("max-depth", maxDepth, 0);
        Rules.atLeast("min-samples-split", minSamplesSplit, 2);
        Rules.atLeast("min-samples-leaf", minSamplesLeaf, 1);
    }

    /** A full tree over all columns by the Gini impurity. */
    TreeRules() {
        this(0, 2, 1, MaxFeatures.ALL, Criterion.GINI);
    }
}
