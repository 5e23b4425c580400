package dev.quarry.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that are kept for {@link Workers}: as many as were ever wanted at once, until nobody has wanted them for a
 * while. One that has just been of help waits awake for a moment, since the next piece of work often follows at once.
 */
final class WorkerThreads {

    private static final long AWAKE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Whoever helped last is asked first. */
    private static final Deque<Worker> IDLE = new ArrayDeque<>();

    private WorkerThreads() {}

    /** Asks so many threads to help, and does not wait for them. */
    static void ask(int threads, SharedChunks chunks) {
        for (int i = 0; i < threads; i++) {
            Worker worker;
            synchronized (IDLE) {
                worker = IDLE.poll();
            }
            if (worker == null) {
                new Worker(chunks).start();
            } else {
                worker.give(chunks);
            }
        }
    }

    private static final class Worker extends Thread {
        private volatile @Nullable SharedChunks given;

        Worker(SharedChunks first) {
            super(null, null, "quarry-worker", 0, false); // what a thread inherits would outlive its owner
            setDaemon(true);
            given = first;
        }

        void give(SharedChunks chunks) {
            given = chunks;
            LockSupport.unpark(this);
        }

        @Override
        public void run() {
            while (isWanted()) {
                help();
                synchronized (IDLE) {
                    IDLE.push(this);
                }
            }
        }

        private void help() {
            SharedChunks chunks = given;
            given = null;
            if (chunks != null) {
                chunks.help();
            }
        }

        /** Waits for work; false if none has come for a while. */
        private boolean isWanted() {
            long start = System.nanoTime();
            while (given == null) {
                long waited = System.nanoTime() - start;
                if (waited < AWAKE_NANOS) {
                    Thread.onSpinWait();
                } else if (waited < KEPT_NANOS) {
                    LockSupport.parkNanos(this, KEPT_NANOS - waited);
                } else if (retires()) {
                    return false;
                }
            }
            return true;
        }

        /** False if somebody is about to give it work. */
        private boolean retires() {
            synchronized (IDLE) {
                return IDLE.remove(this);
            }
        }
    }
}
