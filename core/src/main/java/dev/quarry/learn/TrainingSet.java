package dev.quarry.learn;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Labelled rows to fit on: features, one class each, and how much each counts.
 *
 * <p>The number of classes is that of the task; some of them may have no row yet.
 */
public final class TrainingSet {

    private final Matrix features;
    private final int[] labels;
    private final int classes;
    private final double[] weights;

    private TrainingSet(Matrix features, int[] labels, int classes, double[] weights) {
        if (labels.length != features.rows() || weights.length != labels.length) {
            throw new IllegalArgumentException(
                    "There are (%d) rows, (%d) labels and (%d) weights; they must be as many."
                            .formatted(features.rows(), labels.length, weights.length));
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "The label (%d) of row (%d) is not one of (%d) classes.".formatted(labels[i], i, classes));
            }
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "The weight (%s) of row (%d) must be finite and not negative.".formatted(weights[i], i));
            }
        }
        this.features = features;
        this.labels = labels;
        this.classes = classes;
        this.weights = weights;
    }

    /**
     * Rows that all count the same.
     *
     * @param features shape [m, d]
     * @param labels one class index in [0, classes) per row
     */
    public static TrainingSet of(Matrix features, int[] labels, int classes) {
        double[] ones = new double[labels.length];
        Arrays.fill(ones, 1);
        return new TrainingSet(features, labels.clone(), classes, ones);
    }

    /** The same rows with the given weights, each finite and not negative. */
    public TrainingSet weighted(double[] weights) {
        return new TrainingSet(features, labels, classes, weights.clone());
    }

    /** The given rows, in this order; a row may come more than once. */
    public TrainingSet select(int[] rows) {
        int[] chosen = new int[rows.length];
        double[] chosenWeights = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = labels[rows[i]];
            chosenWeights[i] = weights[rows[i]];
        }
        return new TrainingSet(features.select(rows), chosen, classes, chosenWeights);
    }

    /**
     * These rows and one more of weight 1.
     *
     * @param row its features, shape [1, d]
     * @param label its class index in [0, classes)
     */
    public TrainingSet with(Matrix row, int label) {
        int[] more = Arrays.copyOf(labels, labels.length + 1);
        double[] moreWeights = Arrays.copyOf(weights, more.length);
        more[labels.length] = label;
        moreWeights[labels.length] = 1;
        return new TrainingSet(features.followedBy(row), more, classes, moreWeights);
    }

    /** The features, shape [m, d]. */
    public Matrix features() {
        return features;
    }

    /** How many rows there are, m. */
    public int size() {
        return labels.length;
    }

    /** How many classes the task has, C. */
    public int classes() {
        return classes;
    }

    /** The class of a row, in [0, C). */
    public int label(int row) {
        return labels[row];
    }

    /** How much a row counts, at least 0. */
    public double weight(int row) {
        return weights[row];
    }

    /** How much each row counts, as a fresh array. */
    public double[] weights() {
        return weights.clone();
    }

    /** The class of each row, as a fresh array. */
    public int[] labels() {
        return labels.clone();
    }

    /** How many different classes the rows have. */
    public int distinctLabels() {
        BitSet seen = new BitSet(classes);
        for (int label : labels) {
            seen.set(label);
        }
        return seen.cardinality();
    }

    /**
     * Asserts what every learner needs.
     *
     * @throws IllegalArgumentException if the rows have fewer than two classes; the message names the learner
     */
    public TrainingSet requireTwoClasses(String learner) {
        int distinct = distinctLabels();
        if (distinct < 2) {
            throw new IllegalArgumentException(
                    "The learner (%s) cannot be fitted: its (%d) labelled rows have (%d) class. Maybe label a few more items, until two classes are seen."
                            .formatted(learner, size(), distinct));
        }
        return this;
    }

    /**
     * Asserts that a fit fits the memory budget, before it begins.
     *
     * @param bytes what it takes beside these rows, about
     * @throws IllegalStateException if it does not; the message names the learner
     */
    public TrainingSet requireMemory(String learner, long bytes) {
        Memory.require(
                bytes, "The learner (%s) on (%d) rows of (%d) columns".formatted(learner, size(), features.cols()));
        return this;
    }

    /**
     * The rows that count, checked for what every learner needs: a row of weight 0 is as good as absent.
     *
     * @param learner its name, for the message
     * @throws IllegalArgumentException if there are no columns, no weight, fewer than two classes, or a feature that is
     *     not a finite number; the message names the row and the column
     * @throws IllegalStateException if not even some rows fit the memory budget
     */
    public TrainingSet usable(String learner) {
        requireMemory(learner, 4L * Double.BYTES * features.cols());
        if (features.cols() == 0) {
            throw new IllegalArgumentException(
                    "The learner (%s) cannot be fitted: the features have (0) columns. Maybe the data set holds labels only."
                            .formatted(learner));
        }
        int[] counting =
                IntStream.range(0, size()).filter(row -> weights[row] > 0).toArray();
        if (size() > 0 && counting.length == 0) {
            throw new IllegalArgumentException(
                    "The learner (%s) cannot be fitted: the weights of its (%d) rows are all (0). Maybe leave the weights out."
                            .formatted(learner, size()));
        }
        double[] values = new double[features.cols()];
        for (int row : counting) {
            features.copyRow(row, values);
            for (int j = 0; j < values.length; j++) {
                if (!Double.isFinite(values[j])) {
                    throw new IllegalArgumentException(
                            "The learner (%s) cannot be fitted: the feature in row (%d), column (%d) is (%s). Maybe fill in missing values first."
                                    .formatted(learner, row, j, values[j]));
                }
            }
        }
        TrainingSet left = counting.length == size() ? this : select(counting);
        return left.requireTwoClasses(learner);
    }
}
