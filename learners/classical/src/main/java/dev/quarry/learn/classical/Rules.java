package dev.quarry.learn.classical;

import dev.quarry.kernel.Matrix;

/** The rules of hyper-parameters and inputs that several learners share, as sentences. */
final class Rules {

    private Rules() {}

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The %s (%s) must be above 0 and finite.".formatted(name, value));
        }
    }

    static void share(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException("The %s (%s) must be above 0 and at most 1.".formatted(name, value));
        }
    }

    static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("The %s (%d) must be at least %d.".formatted(name, value, least));
        }
    }

    /** The place of the first of the largest numbers of {@code values[at..at + count)}, from 0. */
    static int largest(double[] values, int at, int count) {
        int best = 0;
        for (int c = 1; c < count; c++) {
            best = values[at + c] > values[at + best] ? c : best;
        }
        return best;
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
