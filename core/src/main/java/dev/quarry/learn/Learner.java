package dev.quarry.learn;

import dev.quarry.kernel.Randomness;
import dev.quarry.part.Part;

/** A configuration that, fitted on labels, gives a model. It has no memory: the same call gives the same model. */
public interface Learner extends Part {

    /**
     * Fits a fresh model. A row of weight 2 counts as two rows, a row of weight 0 is as good as absent. Learners begin
     * with {@link TrainingSet#usable}, which says what cannot be fitted.
     *
     * @param examples at least two classes among the rows that count, every feature a finite number
     * @param random everything random about the fit comes from here
     * @throws IllegalArgumentException if it cannot be fitted on these examples, with the reason
     */
    Model fit(TrainingSet examples, Randomness random);

    /** Whether its models are {@link SamplingModel}s, so that Monte Carlo strategies can use them. */
    default boolean samples() {
        return false;
    }
}
