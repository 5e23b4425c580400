package dev.quarry.learn.classical;

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
        long bins = 2 * Double.BYTES * Math.min(rows, BinnedFeatures.BINS);
        long nodes = 2 * rows * (2 * Integer.BYTES + Double.BYTES); // of a tree, at most
        examples.requireMemory(learner, width * (rows + bins) + trees * nodes);
        this.features = new BinnedFeatures(examples.features());
        this.labels = examples.labels();
        this.classes = examples.classes();
        this.columns = varied(IntStream.range(0, features.columns()).toArray());
    }

    private int[] varied(int[] some) {
        return IntStream.of(some).filter(j -> !features.constant(j)).toArray();
    }

    /** A tree on all columns. */
    Tree grow(double[] weights, TreeRules rules, RandomGenerator random) {
        int tried = rules.maxFeatures().of(features.columns());
        return new TreeGrower(features, labels, classes, weights, columns, tried, rules, random).grow();
    }

    /**
     * A tree.
     *
     * @param weights how much every row counts; rows of weight 0 are absent, one row at least must count
     * @param some the columns it may look at; one that comes twice is drawn twice as often
     * @param random draws the columns that nodes look at, and random cuts
     */
    Tree grow(double[] weights, int[] some, TreeRules rules, RandomGenerator random) {
        int tried = rules.maxFeatures().of(some.length);
        return new TreeGrower(features, labels, classes, weights, varied(some), tried, rules, random).grow();
    }

    /** How many columns there are, d. */
    int width() {
        return features.columns();
    }
}
