package dev.quarry.server.job;

import java.util.concurrent.CancellationException;

/** What a piece of work says of itself, and hears. */
public interface Progress {

    /**
     * Says how far it is.
     *
     * @param done in [0, 1]; −1 where that is unknown
     * @param doing what it does just now, for people
     * @throws CancellationException if somebody stopped it
     */
    void at(double done, String doing);

    /** Whether somebody wants it to stop. */
    boolean isCancelled();

    /**
     * Ends the work where somebody wants it to stop.
     *
     * @throws CancellationException if so
     */
    default void check() {
        if (isCancelled()) {
            throw new CancellationException("It was stopped.");
        }
    }
}
