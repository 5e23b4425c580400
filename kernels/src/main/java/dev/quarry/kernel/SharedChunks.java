package dev.quarry.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that several threads work off together. The thread that wants them takes part, so that all of them are done even
 * if nobody else ever finds the time, and waits only for those who began one.
 */
final class SharedChunks {

    /** The caller looks so often whether the others are done before it sleeps: about the time that waking up takes. */
    private static final int LOOKS = 2000;

    private final int n;
    private final int size;
    private final int count;
    private final Workers.Chunk work;
    private final @Nullable Long memory; // stated by the caller, and in force for all
    private final @Nullable ClassLoader loader;
    private final AtomicInteger next = new AtomicInteger();

    private final List<Thread> inside = new ArrayList<>(); // guarded by this, as is what follows
    private boolean closed;
    private int failed = Integer.MAX_VALUE;
    private @Nullable Throwable failure;
    private volatile int busy;

    SharedChunks(int n, int size, Workers.Chunk work) {
        this.n = n;
        this.size = size;
        this.count = (int) (((long) n + size - 1) / size);
        this.work = work;
        this.memory = Memory.stated();
        this.loader = Thread.currentThread().getContextClassLoader();
    }

    /**
     * Works until all chunks are done. Of several that fail the first one counts, which is that of a single thread.
     *
     * @throws IllegalStateException if the caller is interrupted
     */
    void run() {
        boolean interrupted = false;
        for (int c = next.getAndIncrement(); c < count; c = next.getAndIncrement()) {
            interrupted = Thread.currentThread().isInterrupted();
            if (interrupted || !succeeds(c)) {
                break;
            }
        }
        try {
            if (interrupted) {
                throw new InterruptedException();
            }
            await();
        } catch (InterruptedException e) {
            abandon();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The work was interrupted.", e);
        }
        rethrow();
    }

    /** Helps the caller, if it is not done yet. */
    void help() {
        Thread thread = Thread.currentThread();
        if (!enter(thread)) {
            return;
        }
        @Nullable ClassLoader own = thread.getContextClassLoader();
        try {
            Memory.state(memory);
            thread.setContextClassLoader(loader);
            for (int c = next.getAndIncrement(); c < count && succeeds(c); c = next.getAndIncrement()) {
                // one chunk after the other
            }
        } finally {
            Memory.state(null);
            thread.setContextClassLoader(own);
            leave(thread);
        }
    }

    /** False if the chunk failed; whatever it threw goes to the caller. */
    private boolean succeeds(int c) {
        try {
            work.run(c * size, (int) Math.min(n, (c + 1L) * size));
            return true;
        } catch (Throwable e) {
            fail(c, e);
            return false;
        }
    }

    private synchronized void fail(int c, Throwable cause) {
        next.set(count); // all chunks before this one have begun, so the first failure of all is among those seen
        if (c < failed) {
            failed = c;
            failure = cause;
        }
    }

    private synchronized boolean enter(Thread thread) {
        if (closed || next.get() >= count) {
            return false;
        }
        inside.add(thread);
        busy = inside.size();
        return true;
    }

    private synchronized void leave(Thread thread) {
        inside.remove(thread);
        busy = inside.size();
        Thread.interrupted(); // an interrupt was meant for this work only
        if (busy == 0) {
            notifyAll();
        }
    }

    private void await() throws InterruptedException {
        for (int look = 0; look < LOOKS && busy > 0; look++) {
            Thread.onSpinWait();
        }
        synchronized (this) {
            closed = true;
            while (!inside.isEmpty()) {
                wait();
            }
        }
    }

    private synchronized void abandon() {
        closed = true;
        next.set(count);
        inside.forEach(Thread::interrupt);
    }

    private synchronized void rethrow() {
        if (failure instanceof RuntimeException cause) {
            throw cause;
        } else if (failure instanceof Error cause) {
            throw cause;
        } else if (failure != null) {
            throw new IllegalStateException("A worker failed: %s".formatted(failure), failure);
        }
    }
}
