package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import java.util.Optional;

/** Several class distributions per candidate: from passes of a stochastic model or from the members of a committee. */
public interface SampledProbabilities extends Probabilities {

    /**
     * The distributions, shape [n, K · C]: row <i>i</i> holds the K distributions of candidate <i>i</i>, one after the
     * other.
     */
    Matrix samples();

    /** How many distributions there are per candidate, K. */
    int members();

    /** How many classes there are, C. */
    default int classes() {
        return samples().cols() / members();
    }

    /** Whether sample k of every candidate comes from the same model, as joint measures need. */
    boolean joint();

    /**
     * The distributions of the inputs whose predictions matter, by the same models as those of the candidates, shape
     * [t, K · C]; empty where the candidates stand for them.
     */
    default Optional<Matrix> targets() {
        return Optional.empty();
    }

    /** The mean over the members, shape [n, C]. */
    @Override
    Matrix probabilities();

    /**
     * Evidence from a matrix of sampled distributions.
     *
     * @param samples shape [n, members · C], each distribution summing to 1
     * @param joint whether sample k of every candidate comes from the same model
     * @throws IllegalArgumentException if a distribution is not one; the message names its item and value
     */
    static SampledProbabilities of(Items items, Matrix samples, int members, boolean joint) {
        if (members < 1 || samples.cols() % members != 0) {
            throw new IllegalArgumentException("The samples have (%d) columns, which (%d) members cannot share evenly."
                    .formatted(samples.cols(), members));
        }
        Checks.rows(items, samples, "samples");
        Checks.distributions(items, samples, members);
        return new Given.OfSamples(items, samples, members, joint);
    }

    /**
     * The same evidence with the inputs whose predictions matter.
     *
     * @param targets shape [t, members · C], each distribution summing to 1
     * @throws IllegalArgumentException if a distribution is not one, or there are other members or classes
     */
    default SampledProbabilities withTargets(Matrix targets) {
        if (targets.cols() != samples().cols()) {
            throw new IllegalArgumentException("The targets have (%d) columns but the samples have (%d)."
                    .formatted(targets.cols(), samples().cols()));
        }
        Checks.distributions(Items.range(targets.rows()), targets, members());
        return new Given.OfTargetedSamples(this, targets);
    }
}
