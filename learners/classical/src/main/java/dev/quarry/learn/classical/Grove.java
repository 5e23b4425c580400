package dev.quarry.learn.classical;

import dev.quarry.kernel.Memory;
import dev.quarry.learn.TrainingSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Rows that many trees grow on: their features are binned once. */
final class Grove {

    private final BinnedFeatures features;
    private final int[] labels;
    private final int classes;
    private final int[] columns;

    /**
     * Bins the features.
     *
     * @param learner its name, for the message
     * @param trees how many trees will be kept
     * @throws IllegalStateException if that does not fit the memory budget
     */
    Grove(String learner, TrainingSet examples, int trees) {
        long rows = examples.size();
        long width = examples.features().cols();
        long classes = examples.classes();
        long leaves = Math.multiplyExact(rows, trees * 32L); // two nodes of 16 bytes for every row at most
        Memory.require(
                rows * width + rows * 64 * Double.BYTES + leaves + 8 * Double.BYTES * classes,
                "The learner (%s) on (%d) rows of (%d) columns and (%d) classes"
                        .formatted(learner, rows, width, classes));
        this.features = new BinnedFeatures(examples.features());
        this.labels = examples.labels();
        this.classes = examples.classes();
        this.columns = IntStream.range(0, features.columns()).toArray();
    }

    /** A tree on all columns. */
    Tree grow(double[] weights, TreeRules rules, RandomGenerator random) {
        return grow(weights, columns, rules, random);
    }

    /**
     * A tree.
     *
     * @param weights how much every row counts; rows of weight 0 are absent, one row at least must count
     * @param some the columns it may look at; one that comes twice is drawn twice as often
     * @param random draws the columns that nodes look at, and random cuts
     */
    Tree grow(double[] weights, int[] some, TreeRules rules, RandomGenerator random) {
        return new TreeGrower(features, labels, classes, weights, some, rules, random).grow();
    }

    /** How many columns there are, d. */
    int width() {
        return features.columns();
    }
}
