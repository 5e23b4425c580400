package dev.quarry.evidence;

/** Predicted numbers and the places that they are predicted from; labelled row i has target row i. */
public interface PlacedRegression extends RegressionPredictions, Embeddings {

    /**
     * Evidence from predictions and places of the same candidates and the same labelled items.
     *
     * @throws IllegalArgumentException if they are not of the same items
     */
    static PlacedRegression of(RegressionPredictions predictions, Embeddings places) {
        Checks.samePlaces(predictions, places);
        return new Given.OfPlacedRegression(predictions, places);
    }
}
