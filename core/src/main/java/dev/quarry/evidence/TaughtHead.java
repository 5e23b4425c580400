package dev.quarry.evidence;

/**
 * What a model says about candidates and labelled items together with its last layer: what it would answer elsewhere in
 * the space of the representation can be computed.
 */
public interface TaughtHead extends HeadedPredictions, TaughtPredictions {

    /**
     * Evidence with the last layer beside it.
     *
     * @throws IllegalArgumentException if the layer makes other probabilities of the embeddings; the message names the
     *     item. Up to {@value Checks#HEAD_ROWS} items are recomputed for that
     */
    static TaughtHead of(TaughtPredictions evidence, Head head) {
        Checks.head(evidence, head);
        return new Given.OfTaughtHead(evidence, head);
    }
}
