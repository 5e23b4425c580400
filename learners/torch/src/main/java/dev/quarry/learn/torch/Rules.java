package dev.quarry.learn.torch;

import dev.quarry.kernel.Matrix;

/** The rules of hyper-parameters and inputs that several learners share, as sentences. */
final class Rules {

    private Rules() {}

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The %s (%s) must be above 0 and finite.".formatted(name, value));
        }
    }

    static void notNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The %s (%s) must be at least 0 and finite.".formatted(name, value));
        }
    }

    static void share(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("The %s (%s) must be in [0, 1).".formatted(name, value));
        }
    }

    static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("The %s (%d) must be at least %d.".formatted(name, value, least));
        }
    }

    /** A model reads only features of the width that it was fitted on. */
    static void width(Matrix features, int fitted) {
        if (features.cols() != fitted) {
            throw new IllegalArgumentException(
                    "The features have (%d) columns but the model was fitted on (%d). Maybe they come from another data set."
                            .formatted(features.cols(), fitted));
        }
    }
}
