package dev.quarry.learn;

import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import java.util.List;

/**
 * A committee: any learner whose fit is random, fitted several times on the same rows, each time with a seed of its own.
 *
 * <p>As many fits as there are members, in parallel where {@link Workers} allow. Lakshminarayanan, Pritzel, Blundell.
 * <i>Simple and scalable predictive uncertainty estimation using deep ensembles.</i> NeurIPS 2017.
 *
 * @param members how many models, at least 1
 * @param learner what is fitted; {@linkplain Learner#stochastic() stochastic}
 */
public record DeepEnsemble(int members, Learner learner) {

    /** States the rules. */
    public DeepEnsemble {
        if (members < 1) {
            throw new IllegalArgumentException("The members (%d) must be at least 1.".formatted(members));
        }
        if (!learner.stochastic()) {
            throw new IllegalArgumentException(
                    "The members would all be alike: the learner (%s) gives the same model for every seed. Maybe use a bootstrap."
                            .formatted(learner));
        }
    }

    /**
     * Fits the committee: a model of exactly {@link #members()} passes, pass k of every row by the same member.
     *
     * @throws IllegalArgumentException if the learner cannot be fitted on these examples, with the reason
     */
    public SamplingModel fit(TrainingSet examples, Randomness random) {
        Model[] fitted = new Model[members];
        Workers.current().chunks(members, 1, (from, to) -> {
            for (int k = from; k < to; k++) {
                fitted[k] = learner.fit(examples, random.purpose("member").round(k));
            }
        });
        return new CommitteeModel(List.of(fitted));
    }

    /**
     * The committee that was saved.
     *
     * @param state {@link Model#state} of a committee of the same learner
     * @throws IllegalArgumentException if the state is not one, naming what is missing or wrong
     */
    public SamplingModel restore(State state) {
        return CommitteeModel.restore(state, learner::restore);
    }
}
