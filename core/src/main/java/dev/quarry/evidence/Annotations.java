package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;

/**
 * What a model says about candidates, and what several annotators said about some items. An item that was annotated may be
 * a candidate again, to be asked for once more: it is then among {@link #items()} and among the items of
 * {@link #answers()}.
 */
public interface Annotations extends Probabilities {

    /** Who said what of which items. */
    AnnotatorLabels answers();

    /**
     * What the model says about the annotated items, shape [m, C]; row i belongs to item i of {@link #answers()}. Better by
     * a model that was not taught them (cross-validation), or it only repeats what was said.
     */
    Matrix answeredProbabilities();

    /**
     * Evidence from predictions and annotations.
     *
     * @param probabilities of the candidates, shape [n, C]
     * @param answers of m items
     * @param answeredProbabilities of these m items, shape [m, C]
     * @throws IllegalArgumentException if shapes differ or a row is not a distribution; the message names the item
     */
    static Annotations of(Items items, Matrix probabilities, AnnotatorLabels answers, Matrix answeredProbabilities) {
        Checks.answered(answers, answeredProbabilities, probabilities);
        return new Given.OfAnnotations(Probabilities.of(items, probabilities), answers, answeredProbabilities);
    }
}
