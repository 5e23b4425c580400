package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;

/**
 * Class probabilities, the representation below the last layer, and that layer itself: what would be answered elsewhere
 * in the space of the representation can be computed.
 */
public interface HeadedPredictions extends LatentPredictions {

    /** The last layer: {@link #probabilities()} are the softmax of its logits on {@link #embeddings()}. */
    Head head();

    /**
     * Evidence from probabilities and embeddings of the same candidates and the layer between them.
     *
     * @param probabilities shape [n, C]
     * @param embeddings shape [n, d]
     * @param labelled shape [m, d]; taken in the precision of {@code embeddings}
     * @param head C classes, d dimensions
     * @throws IllegalArgumentException if the shapes differ, or if the layer makes other probabilities of the embeddings;
     *     the message names the item. Up to {@value Checks#HEAD_ROWS} items are recomputed for that
     */
    static HeadedPredictions of(Items items, Matrix probabilities, Matrix embeddings, Matrix labelled, Head head) {
        return of(LatentPredictions.of(items, probabilities, embeddings, labelled), head);
    }

    /** The same evidence with the last layer beside it, which is checked as in {@link #of(Items, Matrix, Matrix, Matrix, Head)}. */
    static HeadedPredictions of(LatentPredictions evidence, Head head) {
        Checks.head(evidence, head);
        return new Given.OfHeaded(evidence, head);
    }
}
