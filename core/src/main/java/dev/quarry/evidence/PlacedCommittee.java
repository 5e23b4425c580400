package dev.quarry.evidence;

/** Predicted numbers by several models and the places that they are predicted from. */
public interface PlacedCommittee extends RegressionCommittee, PlacedRegression {

    /**
     * Evidence from a committee and places of the same candidates and the same labelled items.
     *
     * @throws IllegalArgumentException if they are not of the same items
     */
    static PlacedCommittee of(RegressionCommittee committee, Embeddings places) {
        Checks.samePlaces(committee, places);
        return new Given.OfPlacedCommittee(committee, places);
    }
}
