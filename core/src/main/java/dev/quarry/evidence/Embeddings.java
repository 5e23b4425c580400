package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;

/** A place in a vector space for every candidate, and for every item that is labelled already. */
public non-sealed interface Embeddings extends Evidence {

    /** Where the candidates are, shape [n, d]; finite. */
    Matrix embeddings();

    /** Where the labelled items are, shape [m, d]; m may be 0. */
    Matrix labelled();

    /**
     * Evidence from embeddings.
     *
     * @param embeddings shape [n, d], finite
     * @param labelled shape [m, d], finite; taken in the precision of {@code embeddings}
     * @throws IllegalArgumentException if shapes differ or a number is not finite; the message names the item
     */
    static Embeddings of(Items items, Matrix embeddings, Matrix labelled) {
        Checks.rows(items, embeddings, "embeddings");
        Checks.places(items, embeddings, labelled);
        return new Given.OfEmbeddings(items, embeddings, Checks.alike(labelled, embeddings));
    }
}
