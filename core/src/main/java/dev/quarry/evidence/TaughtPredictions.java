package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import java.util.function.Supplier;

/**
 * What a model says about the candidates and about the items that it was taught, beside what those are: class
 * probabilities, representations, and the labels of labelled items.
 */
public interface TaughtPredictions extends LatentPredictions, TaughtEmbeddings {

    /** What the model says about the labelled items, shape [m, C]; row i belongs to row i of {@link #labelled()}. */
    Matrix labelledProbabilities();

    /**
     * Evidence from predictions of the candidates and of the labelled items.
     *
     * @param probabilities shape [n, C]
     * @param embeddings shape [n, d]
     * @param labelled shape [m, d]; taken in the precision of {@code embeddings}
     * @param labelledProbabilities shape [m, C]
     * @param labels of the m labelled rows
     */
    static TaughtPredictions of(
            Items items,
            Matrix probabilities,
            Matrix embeddings,
            Matrix labelled,
            Matrix labelledProbabilities,
            Labels labels) {
        Checks.sameLabelled(labelled, labels, "embeddings");
        LatentPredictions predictions = LatentPredictions.of(items, probabilities, embeddings, labelled);
        return of(predictions, labels, () -> labelledProbabilities);
    }

    /**
     * Evidence in which what the model says about labelled items is computed when it is first asked for.
     *
     * @param predictions about the candidates
     * @param labels of the m labelled rows of {@code predictions}
     * @param labelledProbabilities gives shape [m, C]
     */
    static TaughtPredictions of(LatentPredictions predictions, Labels labels, Supplier<Matrix> labelledProbabilities) {
        return new Given.OfTaught(predictions, labels, new Later<>(() -> {
            Matrix known = labelledProbabilities.get();
            Checks.sameLabelled(known, labels, "probabilities");
            Checks.distributions(labels.items(), known, 1);
            return known;
        }));
    }
}
