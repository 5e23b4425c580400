package dev.quarry.dataset.generate;

import dev.quarry.kernel.Randomness;

/** The random numbers of one picture, one after the other. */
final class Sequence {

    private final Randomness random;
    private long next;

    Sequence(Randomness random) {
        this.random = random;
    }

    /** Uniform in (0, 1). */
    double uniform() {
        return random.uniform(next++);
    }

    /** Uniform between two numbers. */
    double between(double from, double to) {
        return from + (to - from) * uniform();
    }

    /** Nearly normal, mean 0 and standard deviation 1: the sum of four uniform numbers, which needs no logarithm. */
    double normal() {
        return (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3);
    }
}
