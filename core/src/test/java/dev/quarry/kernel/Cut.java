package dev.quarry.kernel;

import java.util.function.Supplier;

/** Work on rows cut into chunks of a size that the work has not asked for. */
public final class Cut {

    private Cut() {}

    /** Runs {@code work} with its rows in chunks of this size. */
    public static <T> T into(int size, Supplier<T> work) {
        return Workers.cutting(size, work);
    }
}
