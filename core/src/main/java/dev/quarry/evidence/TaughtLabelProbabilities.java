package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import java.util.function.Supplier;

/** How probable each label is for each candidate, and which labels the labelled items have. */
public interface TaughtLabelProbabilities extends LabelProbabilities {

    /** The labels of labelled items, shape [m, L]: 1 where an item has a label, 0 where it has not. m may be 0. */
    Matrix labelSets();

    /** How probable the model thinks each label of the labelled items, shape [m, L]. */
    Matrix labelledLabelProbabilities();

    /**
     * Evidence from predictions of candidates and of labelled items.
     *
     * @param labelProbabilities shape [n, L], in [0, 1]
     * @param labelSets shape [m, L] of 0 and 1
     * @param labelledLabelProbabilities shape [m, L], in [0, 1]
     */
    static TaughtLabelProbabilities of(
            Items items, Matrix labelProbabilities, Matrix labelSets, Matrix labelledLabelProbabilities) {
        return of(items, labelProbabilities, labelSets, () -> labelledLabelProbabilities);
    }

    /**
     * Evidence in which what the model says about labelled items is computed when it is first asked for.
     *
     * @param labelProbabilities shape [n, L], in [0, 1]
     * @param labelSets shape [m, L] of 0 and 1
     * @param labelledLabelProbabilities gives shape [m, L], in [0, 1]
     */
    static TaughtLabelProbabilities of(
            Items items, Matrix labelProbabilities, Matrix labelSets, Supplier<Matrix> labelledLabelProbabilities) {
        LabelProbabilities predictions = LabelProbabilities.of(items, labelProbabilities);
        Checks.labelSets(labelSets, labelProbabilities);
        return new Given.OfTaughtLabels(predictions, labelSets, new Later<>(() -> {
            Matrix known = labelledLabelProbabilities.get();
            Checks.sameShape(known, labelSets);
            Checks.shares(known, "labelled row (%d)"::formatted);
            return known;
        }));
    }
}
