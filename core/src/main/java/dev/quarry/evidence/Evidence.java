package dev.quarry.evidence;

import dev.quarry.item.Items;

/**
 * What is known about the candidates of one choice. Row <i>i</i> is candidate <i>i</i>, the item {@code items().id(i)}.
 *
 * <p>Strategies are open, what may be known is not: a new kind of evidence is a deliberate change.
 */
public sealed interface Evidence permits Probabilities, Embeddings, LabelProbabilities, RegressionPredictions {

    /** The candidates. */
    Items items();

    /** How many candidates there are, n. */
    default int size() {
        return items().size();
    }
}
