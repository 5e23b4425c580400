package dev.quarry.learn;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;

/** A model that can be asked several times and answers differently each time: it samples from what it might have learnt. */
public interface SamplingModel extends Model {

    /** The most passes that differ from each other; {@link Integer#MAX_VALUE} where there is no limit. */
    int maxPasses();

    /**
     * Several class distributions of every row. Pass k of every row comes from the same sampled model.
     *
     * @param features shape [n, d]
     * @param passes how many, 1 to {@link #maxPasses()}
     * @return shape [n, passes · C]; row i holds its distributions one after the other
     */
    Matrix samples(Matrix features, int passes, Randomness random);
}
