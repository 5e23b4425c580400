package dev.quarry.learn;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;

/** The rules of hyper-parameters and inputs that learners share, as sentences. */
public final class Rules {

    private Rules() {}

    /** A number above 0. */
    public static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The %s (%s) must be above 0 and finite.".formatted(name, value));
        }
    }

    /** A number from 0 on. */
    public static void notNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The %s (%s) must be at least 0 and finite.".formatted(name, value));
        }
    }

    /** A number above 0 and at most 1. */
    public static void share(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException("The %s (%s) must be above 0 and at most 1.".formatted(name, value));
        }
    }

    /** A part that is never the whole: a number from 0 on and below 1. */
    public static void fraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("The %s (%s) must be in [0, 1).".formatted(name, value));
        }
    }

    /** A whole number that is not below {@code least}. */
    public static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("The %s (%d) must be at least %d.".formatted(name, value, least));
        }
    }

    /** A model reads only features of the width that it was fitted on. */
    public static void width(Matrix features, int fitted) {
        if (features.cols() != fitted) {
            throw new IllegalArgumentException(
                    "The features have (%d) columns but the model was fitted on (%d). Maybe they come from another data set."
                            .formatted(features.cols(), fitted));
        }
    }

    /**
     * Features for an engine that reads float32.
     *
     * @param learner its name, for the message
     * @throws IllegalArgumentException if a number is too large for float32; the message names the row and the column
     */
    public static FloatMatrix narrowed(Matrix features, String learner) {
        FloatMatrix narrow = features.toFloat();
        float[] values = narrow.values();
        for (int at = 0; at < values.length; at++) {
            if (!Float.isFinite(values[at])) {
                throw new IllegalArgumentException(
                        "The learner (%s) cannot be fitted: the feature in row (%d), column (%d) is (%s), too large for float32. Maybe scale the columns first."
                                .formatted(
                                        learner,
                                        at / features.cols(),
                                        at % features.cols(),
                                        features.get(at / features.cols(), at % features.cols())));
            }
        }
        return narrow;
    }
}
