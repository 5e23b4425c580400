package dev.quarry.learn;

import dev.quarry.evidence.Head;

/** A model whose last layer is linear: its probabilities are the softmax of its {@link Head} on its embeddings. */
public interface HeadedModel extends Model {

    /** The last layer. */
    Head head();
}
