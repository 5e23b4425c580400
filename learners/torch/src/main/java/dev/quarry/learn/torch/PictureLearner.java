package dev.quarry.learn.torch;

import dev.quarry.learn.Rules;
import java.util.Optional;

/** A deep learner whose rows are pictures. */
interface PictureLearner extends DeepLearner {

    /** Planes of a picture, 0 for 1 or 3, whichever suits the columns. */
    int channels();

    /** Rows of a picture, 0 for a square. */
    int height();

    /** States the rules of {@link #channels} and {@link #height}. */
    static void requireShape(int channels, int height) {
        Rules.atLeast("channels", channels, 0);
        Rules.atLeast("height", height, 0);
    }

    /**
     * The shape of rows of so many columns.
     *
     * @throws IllegalArgumentException if there is no such shape
     */
    default Pictures shape(int columns) {
        return Pictures.of(name(), columns, channels(), height());
    }

    @Override
    default Optional<Pictures> pictures(int columns) {
        return Optional.of(shape(columns));
    }
}
