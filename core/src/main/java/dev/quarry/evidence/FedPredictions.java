package dev.quarry.evidence;

/** Predictions with a feed of labels: what is asked for while choosing is answered at once. */
public interface FedPredictions extends TaughtPredictions {

    /** Where answers come from. All that was asked for must be in the selection. */
    LabelFeed feed();

    /** Predictions and a feed beside them. */
    static FedPredictions of(TaughtPredictions predictions, LabelFeed feed) {
        return new Given.OfFed(predictions, feed);
    }
}
