package dev.quarry.dataset.generate;

import dev.quarry.kernel.Randomness;

/** Random numbers of one generator, by purpose and item. */
final class Draws {

    private final Randomness random;

    Draws(long seed, String generator) {
        random = Randomness.seed(seed).purpose(generator);
    }

    /** Uniform in (0, 1). */
    double uniform(String purpose, long item) {
        return random.purpose(purpose).uniform(item);
    }

    /** Normal with mean 0 and standard deviation 1, by the transform of Box and Muller. */
    double normal(String purpose, long item) {
        Randomness of = random.purpose(purpose);
        double radius = Math.sqrt(-2 * StrictMath.log(of.round(0).uniform(item)));
        return radius * StrictMath.cos(2 * Math.PI * of.round(1).uniform(item));
    }

    /** A class in [0, classes), each as likely as the other. */
    int label(long item, int classes) {
        return (int) (uniform("label", item) * classes);
    }
}
