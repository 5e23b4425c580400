package dev.quarry.dataset.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Closes a stream that has not moved for a while, so that whoever reads it does not wait for ever. */
final class Stall implements AutoCloseable {

    private final Thread watch;
    private volatile long movedAt = System.nanoTime();

    Stall(InputStream stream, Duration patience) {
        watch = Thread.ofVirtual().start(() -> watch(stream, patience));
    }

    /** Something arrived. */
    void moved() {
        movedAt = System.nanoTime();
    }

    private void watch(InputStream stream, Duration patience) {
        try {
            for (long idle = 0; idle < patience.toNanos(); idle = System.nanoTime() - movedAt) {
                Thread.sleep(Duration.ofNanos(patience.toNanos() - idle).plusMillis(1));
            }
            stream.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: nobody waits any more
        } catch (IOException e) {
            return; // the reader learns of it by its next read
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
