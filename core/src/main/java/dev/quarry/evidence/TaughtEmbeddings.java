package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;

/** A place for every candidate and every labelled item, and what the labelled items are. */
public interface TaughtEmbeddings extends Embeddings {

    /** Who the labelled items are and what they were said to be; row i belongs to row i of {@link #labelled()}. */
    Labels labels();

    /**
     * Evidence from embeddings and labels.
     *
     * @param embeddings shape [n, d], finite
     * @param labelled shape [m, d], finite; taken in the precision of {@code embeddings}
     * @param labels of the m labelled rows
     * @throws IllegalArgumentException if shapes differ or a number is not finite; the message names the item
     */
    static TaughtEmbeddings of(Items items, Matrix embeddings, Matrix labelled, Labels labels) {
        Checks.sameLabelled(labelled, labels, "embeddings");
        return new Given.OfTaughtEmbeddings(Embeddings.of(items, embeddings, labelled), labels);
    }
}
