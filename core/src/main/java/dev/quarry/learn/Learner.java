package dev.quarry.learn;

import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Part;
import java.util.Set;

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
     * The model that was saved.
     *
     * @param state {@link Model#state} of a model that this learner fitted
     * @throws IllegalArgumentException if the state is not one of its own, naming what is missing or wrong
     */
    Model restore(State state);

    /**
     * Fits on more labels, beginning where an earlier model of this learner stands.
     *
     * @param earlier a model that this learner fitted for the same task
     */
    default Model refit(Model earlier, TrainingSet examples, Randomness random) {
        return fit(examples, random);
    }

    /** Whether {@link #refit} begins at the earlier model; if not, every round begins anew. */
    default boolean warm() {
        return false;
    }

    /** Whether another seed gives another model, so that a committee may differ by its seeds alone. */
    default boolean stochastic() {
        return maxPasses() > 0;
    }

    /**
     * Whether the weights of the rows say what is learnt, so that boosting can build on it. False where nothing is
     * fitted and a weight only multiplies the vote of its own row.
     */
    default boolean weighted() {
        return true;
    }

    /**
     * How many stochastic passes of its {@link SamplingModel}s differ from each other; 0 if its models always answer the
     * same, so that Monte Carlo strategies refuse it before anything is trained.
     */
    default int maxPasses() {
        return 0;
    }

    /**
     * Which kinds of model it fits, beside plain ones and {@link SamplingModel}s: {@link HeadedModel}, {@link
     * GradientModel}, {@link HistoryModel}. Strategies that need another are refused before anything is trained.
     */
    default Set<Class<? extends Model>> gives() {
        return Set.of();
    }

    /** How many moments of its training a {@link HistoryModel} of it remembers; 0 if it remembers none. */
    default int moments() {
        return 0;
    }
}
