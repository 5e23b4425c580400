package dev.quarry.kernel;

/** Distances that are computed from others of the same rows: what is held of the rows is held there. */
public interface DerivedDistances extends SquaredDistances {

    /** The distances that they are computed from. */
    SquaredDistances plain();

    @Override
    default int size() {
        return plain().size();
    }

    @Override
    default boolean holds(int row) {
        return plain().holds(row);
    }

    @Override
    default int capacity() {
        return plain().capacity();
    }

    @Override
    default void hold(int[] rows) {
        plain().hold(rows);
    }
}
