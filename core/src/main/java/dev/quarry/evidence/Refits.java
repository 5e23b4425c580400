package dev.quarry.evidence;

import dev.quarry.kernel.Matrix;

/** Predictions of the model, and of the model that it would become with one more label. */
public interface Refits extends TaughtPredictions {

    /**
     * What the model would say if it were fitted with one more labelled item. Costs one fit and one prediction of the
     * wanted rows; may be called by several threads at once.
     *
     * @param row the candidate that would be labelled
     * @param label the class that it would get
     * @param rows the candidates whose predictions are wanted
     * @return shape [rows.length, C]
     */
    Matrix refitted(int row, int label, int[] rows);

    /** Fits again with one more label. */
    @FunctionalInterface
    interface Fit {
        /** As {@link Refits#refitted}. */
        Matrix refitted(int row, int label, int[] rows);
    }

    /** Predictions and what would become of them. */
    static Refits of(TaughtPredictions predictions, Fit fit) {
        return new Given.OfRefits(predictions, fit);
    }
}
