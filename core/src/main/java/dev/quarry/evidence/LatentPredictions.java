package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import java.util.function.Supplier;

/**
 * Class probabilities together with the representation that the last layer of the model made them from, so that
 * gradients of that layer factorise: for the loss at label y the gradient is (p − e_y) ⊗ h.
 *
 * <p>A model without a hidden layer has its features as representation.
 */
public interface LatentPredictions extends Probabilities, Embeddings {

    /**
     * Evidence from probabilities and embeddings of the same candidates.
     *
     * @param probabilities shape [n, C]
     * @param embeddings shape [n, d]
     * @param labelled shape [m, d]; taken in the precision of {@code embeddings}
     */
    static LatentPredictions of(Items items, Matrix probabilities, Matrix embeddings, Matrix labelled) {
        Checks.rows(items, probabilities, "probabilities");
        Checks.rows(items, embeddings, "embeddings");
        Checks.distributions(items, probabilities, 1);
        Checks.places(items, embeddings, labelled);
        Embeddings places = new Given.OfEmbeddings(items, embeddings, Checks.alike(labelled, embeddings));
        return new Given.OfLatent(items, probabilities, new Later<>(() -> places));
    }

    /**
     * Evidence whose embeddings are computed when they are first asked for: a choice by probabilities alone never pays for
     * them.
     *
     * @param probabilities shape [n, C]
     * @param embeddings of the same candidates, in the same order
     */
    static LatentPredictions of(Items items, Matrix probabilities, Supplier<Embeddings> embeddings) {
        Checks.rows(items, probabilities, "probabilities");
        Checks.distributions(items, probabilities, 1);
        return new Given.OfLatent(items, probabilities, new Later<>(() -> {
            Embeddings places = embeddings.get();
            Checks.rows(items, places.embeddings(), "embeddings");
            return places;
        }));
    }
}
