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

    /**
     * How many stochastic passes of its {@link SamplingModel}s differ from each other; 0 if its models always answer the
     * same, so that Monte Carlo strategies refuse it before anything is trained.
     */
    default int maxPasses() {
        return 0;
    }
}
