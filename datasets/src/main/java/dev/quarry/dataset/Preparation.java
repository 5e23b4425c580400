package dev.quarry.dataset;

import dev.quarry.bundle.State;
import dev.quarry.kernel.Matrix;
import java.util.List;

/**
 * How items become features. What must be learnt from data for that is learnt from the rows that the caller names, and
 * can be kept: the same preparation is then applied to other items of the same kind.
 *
 * <p>Columns are matched by name where both sides have names: a level of a nominal column that is not here is 0, a level
 * that was not there when it was learnt is dropped, a column too many is passed over and one too few is an error. Where
 * one side has no names, the number of columns must agree.
 */
public interface Preparation {

    /**
     * What has to be learnt for the features, learnt from the given rows only.
     *
     * @param rows at least one row
     */
    State learn(int[] rows);

    /**
     * The features of all items, float32, shape [n, d], by what was learnt here or from another dataset. The same state
     * and items give the same bits.
     *
     * @throws IllegalArgumentException if it was learnt from another kind of data or with a column that is not here
     */
    Matrix apply(State learnt);

    /** How many columns the features have, d. */
    int cols(State learnt);

    /** The names of the columns; empty where they have none. */
    List<String> names(State learnt);

    /**
     * The features of all items, float32, shape [n, d], everything learnt from the given rows only.
     *
     * @param rows at least one row
     */
    default Matrix fit(int[] rows) {
        return apply(learn(rows));
    }

    /** Features that are what they are: nothing is learnt. A matrix that stays in its file may stay there. */
    static Preparation fixed(Matrix features, List<String> names) {
        return new FixedFeatures(
                features.isDouble() ? features.toFloat() : features,
                names.isEmpty() ? Columns.unnamed(features.cols()) : Columns.named(names));
    }

    /** A state that begins with the kind of preparation that learns it. */
    static State kind(String kind) {
        return State.empty().with("kind", kind);
    }

    /**
     * Asserts that a state is of a kind.
     *
     * @throws IllegalArgumentException if another kind of preparation learnt it
     */
    static void requireKind(State learnt, String kind) {
        if (!learnt.text("kind").equals(kind)) {
            throw new IllegalArgumentException(
                    "The features were learnt from (%s) but the items are (%s) here. Maybe they must be read in the same way, with the same options."
                            .formatted(learnt.text("kind"), kind));
        }
    }
}
