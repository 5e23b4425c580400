package dev.quarry.solve;

import com.google.ortools.Loader;

/** The native libraries of OR-Tools. */
final class Natives {

    private Natives() {}

    /** Loads them, once. */
    static void load() {
        try {
            Loader.loadNativeLibraries();
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException(
                    "OR-Tools does not load on this machine: %s. Maybe take k-center, which needs no solver."
                            .formatted(e.getMessage()),
                    e);
        }
    }
}
