package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;

/**
 * What a model answered at several moments of its training, the earliest first: about every candidate, and about every
 * labelled item whose label is known.
 */
public interface TrainingHistory extends Probabilities {

    /** The distributions, shape [n, T · C]: row <i>i</i> holds the T distributions of candidate <i>i</i>, oldest first. */
    Matrix history();

    /** How many moments there are, T, at least 2. */
    int moments();

    /** How many classes there are, C. */
    default int classes() {
        return history().cols() / moments();
    }

    /** The same about the labelled items, shape [m, T · C]; m may be 0. */
    Matrix labelledHistory();

    /** The class of each labelled item, shape [m]; the array is a copy. No label of a candidate is ever here. */
    int[] labels();

    /** The distributions at the last moment, shape [n, C]. */
    @Override
    Matrix probabilities();

    /**
     * The last moments as the members of a committee: a snapshot ensemble.
     *
     * @param last how many, from 1 to {@link #moments()}
     */
    default SampledProbabilities snapshots(int last) {
        if (last < 1 || last > moments()) {
            throw new IllegalArgumentException(
                    "The snapshots (%d) must be from 1 to (%d), the moments that are remembered. Maybe remember more moments."
                            .formatted(last, moments()));
        }
        Matrix samples =
                Columns.of(history(), (moments() - last) * classes(), history().cols());
        return new Given.OfSamples(items(), samples, last, true);
    }

    /**
     * Evidence from the answers at several moments.
     *
     * @param history shape [n, moments · C], oldest first, each distribution summing to 1
     * @param moments at least 2
     * @param labelledHistory shape [m, moments · C]
     * @param labels shape [m], each in [0, C)
     * @throws IllegalArgumentException if a distribution is not one; the message names its item and value
     */
    static TrainingHistory of(Items items, Matrix history, int moments, Matrix labelledHistory, int[] labels) {
        Checks.moments(history, moments);
        Checks.rows(items, history, "moments of training");
        Checks.distributions(items, history, moments);
        Checks.labelled(labelledHistory, labels, history, moments);
        return new Given.OfHistory(items, history, moments, labelledHistory, labels.clone());
    }
}
