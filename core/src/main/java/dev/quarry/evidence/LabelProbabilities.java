package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;

/**
 * How probable each of several labels is for each candidate, any number of which may be true of one item. A label is
 * predicted where its probability is above one half.
 */
public non-sealed interface LabelProbabilities extends Evidence {

    /** The probability of each label, shape [n, L]; finite, in [0, 1], each label by itself. */
    Matrix labelProbabilities();

    /** How many labels there are, L. */
    default int labels() {
        return labelProbabilities().cols();
    }

    /**
     * Evidence from a matrix of probabilities of labels.
     *
     * @param labelProbabilities shape [n, L], in [0, 1]; rows need not sum to anything
     * @throws IllegalArgumentException if a number is not a probability; the message names the item, label and value
     */
    static LabelProbabilities of(Items items, Matrix labelProbabilities) {
        Checks.rows(items, labelProbabilities, "probabilities of labels");
        Checks.shares(labelProbabilities, row -> "item (%s)".formatted(items.name(row)));
        return new Given.OfLabelProbabilities(items, labelProbabilities);
    }
}
