package dev.quarry.cli.bench;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for what others do. */
final class Waiting {

    private Waiting() {}

    /** Waits until it is done; what made it fail fails here. */
    static <T> T until(Future<T> one) {
        try {
            return one.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
