package dev.quarry.dataset.catalogue;

import dev.quarry.dataset.DataFile;

/** Is told how a download goes on, and may end it. */
@FunctionalInterface
public interface FetchListener {

    /** Nobody listens. */
    FetchListener NONE = (file, bytes) -> {};

    /**
     * So many bytes of a file are there. Comes at the start of each file (where an earlier download broke off), about
     * every 64 KiB, and at its end.
     *
     * @param bytes of {@code file.bytes()}
     */
    void progress(DataFile file, long bytes);

    /** Whether to stop; what is there is kept for the next time. */
    default boolean isCancelled() {
        return false;
    }
}
