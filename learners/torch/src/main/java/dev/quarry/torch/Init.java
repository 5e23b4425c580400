package dev.quarry.torch;

import dev.quarry.kernel.Randomness;

/** What numbers a parameter begins with. */
@FunctionalInterface
interface Init {

    /** The number at a place, a pure function of it. */
    float at(Randomness random, int place);

    /** All the same. */
    static Init constant(float value) {
        return (random, place) -> value;
    }

    /** Uniform in (−bound, bound). */
    static Init uniform(double bound) {
        return (random, place) -> (float) (bound * (2 * random.uniform(place) - 1));
    }

    /** PyTorch's own start of dense and convolutional layers: uniform in ±1/√fan-in, for weights and biases. */
    static Init fanIn(int fanIn) {
        return uniform(1 / Math.sqrt(fanIn));
    }

    /**
     * Uniform with variance 2/fan-out, which keeps the length of gradients through layers with rectifiers. He et al.
     * <i>Delving deep into rectifiers.</i> ICCV 2015.
     */
    static Init he(int fanOut) {
        return uniform(Math.sqrt(6.0 / fanOut));
    }
}
