package dev.quarry.learn;

import dev.quarry.bundle.State;
import dev.quarry.kernel.Matrix;

/** What a learner has learnt. Immutable, safe for several threads; each row is judged by itself alone. */
public interface Model {

    /** How many classes it knows, C. */
    int classes();

    /**
     * The class distribution of every row.
     *
     * @param features shape [n, d]
     * @return shape [n, C], rows summing to 1
     */
    Matrix probabilities(Matrix features);

    /**
     * The representation that the last layer works on; the features themselves where there is no hidden layer.
     *
     * @param features shape [n, d]
     * @return shape [n, d']
     */
    default Matrix embeddings(Matrix features) {
        return features;
    }

    /** All that was learnt: {@link Learner#restore} of the learner that fitted it makes the same model of it. */
    State state();
}
