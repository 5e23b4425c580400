package dev.quarry.learn.xgboost;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Rules;
import dev.quarry.learn.SeenClasses;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Gradient boosting: each round adds, for every class, a small tree that follows the gradient of the log loss. Fitted by
 * XGBoost over histograms of the columns, in float32. Classes that were not seen have probability exactly 0.
 *
 * <p>XGBoost weighs a row by the curvature of its loss, which shrinks as the row becomes known, where scikit-learn counts
 * rows. {@code min-samples-leaf} rows are hence as much curvature as that many rows have before the first round, and
 * since XGBoost has no rule for the node that is split, {@code min-samples-split} asks for half as many on either side.
 * Random only where {@code subsample} or {@code max-features} is below 1. The same model for every number of threads.
 */
@AutoService(Part.class)
@Named(
        value = "gradient-boosting",
        summary = "Small trees, one after the other, each correcting the sum of those before (XGBoost).",
        formula = "F ← F + η·tree(∂ log p / ∂F, curvature)",
        cost = "O(trees·C·m·d)",
        paper = "Chen, Guestrin. XGBoost: a scalable tree boosting system. KDD 2016")
public record GradientBoosting(
        @Help("how many rounds, at least 1; each adds a tree per class, of two classes one tree")
        int trees,

        @Help("most splits from the root to a leaf, 0 for no limit")
        int maxDepth,

        @Help("how much of each tree is added, above 0 and at most 1")
        double learningRate,

        @Help("share of the rows that each round draws, above 0 and at most 1")
        double subsample,

        @Help("fewest rows of a node that is split, at least 2; XGBoost asks for half as many on either side")
        int minSamplesSplit,

        @Help("fewest rows of a leaf, at least 1; rows count by their curvature, as much as they had at the start")
        int minSamplesLeaf,

        @Help("most leaves of a tree, best split first, at least 2; 0 for no limit")
        int maxLeafNodes,

        @Help("share of the columns that each node draws, above 0 and at most 1")
        double maxFeatures,

        @Help(
                "most bins of a column, 2 to 65535; a column of more different values loses some splits, fewer are faster")
        int bins,

        @Help("L2 penalty of the leaves, at least 0; 0 as in scikit-learn")
        double l2)
        implements Learner {

    static final String NAME = "gradient-boosting";

    /** States the rules. */
    public GradientBoosting {
        Rules.atLeast("trees", trees, 1);
        Rules.atLeast("max-depth", maxDepth, 0);
        Rules.share("learning-rate", learningRate);
        Rules.share("subsample", subsample);
        Rules.atLeast("min-samples-split", minSamplesSplit, 2);
        Rules.atLeast("min-samples-leaf", minSamplesLeaf, 1);
        if (maxLeafNodes != 0 && maxLeafNodes < 2) {
            throw new IllegalArgumentException(
                    "The max-leaf-nodes (%d) must be at least 2, or 0 for no limit.".formatted(maxLeafNodes));
        }
        Rules.share("max-features", maxFeatures);
        if (bins < 2 || bins > 65535) {
            throw new IllegalArgumentException("The bins (%d) must be from 2 to 65535.".formatted(bins));
        }
        Rules.notNegative("l2", l2);
    }

    /**
     * 100 rounds of trees of depth 3, rate 0.1, all rows and columns, 64 bins, L2 penalty 1. XGBoost itself takes 256
     * bins, three times slower and, of a few thousand labelled rows, no more accurate.
     */
    public GradientBoosting() {
        this(100, 3, 0.1, 1, 2, 1, 0, 1, 64, 1);
    }

    @Override
    public boolean stochastic() {
        return subsample < 1 || maxFeatures < 1;
    }

    /**
     * Fits the trees.
     *
     * @throws IllegalStateException if XGBoost cannot run on this system, or a float32 copy of the features does not fit
     *     the memory budget
     */
    @Override
    public GradientBoostingModel fit(TrainingSet examples, Randomness random) {
        TrainingSet usable = examples.usable(NAME);
        SeenClasses seen = new SeenClasses(usable);
        byte[] booster = Engine.fit(usable, seen, this, random);
        return new GradientBoostingModel(booster, seen);
    }

    @Override
    public GradientBoostingModel restore(State state) {
        SeenClasses seen = SeenClasses.of(state);
        return new GradientBoostingModel(state.bytes("booster"), seen);
    }
}
