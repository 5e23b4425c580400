package dev.quarry.acquire;

import dev.quarry.evidence.TaughtLabelProbabilities;
import dev.quarry.kernel.Matrix;

/** How many labels items have. */
final class LabelSets {

    private LabelSets() {}

    /**
     * Asserts that something is labelled.
     *
     * @throws IllegalArgumentException if nothing is
     */
    static void require(Acquisition<?> acquisition, TaughtLabelProbabilities evidence) {
        if (evidence.labelSets().rows() == 0) {
            throw new IllegalArgumentException(
                    "The acquisition (%s) compares with labelled items, but (0) items are labelled. Maybe begin with (bin-min) or (label-uncertainty)."
                            .formatted(Scores.reason(acquisition)));
        }
    }

    /** How many labels each row has or is predicted to have, shape [rows]. */
    static int[] counts(Matrix probabilities) {
        int[] counts = new int[probabilities.rows()];
        double[] row = new double[probabilities.cols()];
        for (int i = 0; i < counts.length; i++) {
            probabilities.copyRow(i, row);
            counts[i] = count(row);
        }
        return counts;
    }

    /** How many labels are above one half. */
    static int count(double[] p) {
        int count = 0;
        for (double one : p) {
            count += one > 0.5 ? 1 : 0;
        }
        return count;
    }

    /** The mean number of labels of the labelled items. */
    static double cardinality(TaughtLabelProbabilities evidence) {
        long sum = 0;
        for (int count : counts(evidence.labelSets())) {
            sum += count;
        }
        return (double) sum / evidence.labelSets().rows();
    }
}
