package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;

/**
 * A place for every candidate, and places of what is looked for and of what is to be avoided: the query set and the
 * private set of targeted search.
 */
public interface TargetedEmbeddings extends Embeddings {

    /** Where examples of what is looked for are, shape [q, d]; q may be 0. */
    Matrix wanted();

    /** Where examples of what is to be avoided are, shape [p, d]; p may be 0. */
    Matrix avoided();

    /**
     * Places of candidates and examples.
     *
     * @param wanted shape [q, d], finite; taken in the precision of the candidates
     * @param avoided shape [p, d], finite; taken in the precision of the candidates
     * @throws IllegalArgumentException if the dimensions differ, a number is not finite, or there is no example at all
     */
    static TargetedEmbeddings of(Embeddings places, Matrix wanted, Matrix avoided) {
        if (wanted.rows() + avoided.rows() == 0) {
            throw new IllegalArgumentException(
                    "There is no example of what is looked for, and none of what is to be avoided. Maybe label one first.");
        }
        Checks.examples(places.embeddings(), wanted, "wanted");
        Checks.examples(places.embeddings(), avoided, "avoided");
        return new Given.OfTargeted(
                places, Checks.alike(wanted, places.embeddings()), Checks.alike(avoided, places.embeddings()));
    }

    /** As {@link #of(Embeddings, Matrix, Matrix)}. */
    static TargetedEmbeddings of(Items items, Matrix embeddings, Matrix labelled, Matrix wanted, Matrix avoided) {
        return of(Embeddings.of(items, embeddings, labelled), wanted, avoided);
    }
}
