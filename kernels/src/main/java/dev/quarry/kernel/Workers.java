package dev.quarry.kernel;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many threads a piece of work may use. One by default; {@link #using} gives more to everything called inside it,
 * except to a chunk, which has one thread unless it asks for more. The number never changes a result, only how long it
 * takes.
 *
 * <p>The thread that calls works too, and can finish alone; the others are daemons that are kept for what comes next. What
 * a chunk throws reaches the caller as it is, and no further chunk begins; of several failures it is that of the first
 * chunk. An interrupt of the caller stops the others and ends in an {@link IllegalStateException}.
 */
public final class Workers {

    private static final Workers ONE = new Workers(1);
    private static final ThreadLocal<Workers> CURRENT = ThreadLocal.withInitial(() -> ONE);

    private static final ThreadLocal<@Nullable Integer> CUT = new ThreadLocal<>();

    private final int threads;

    private Workers(int threads) {
        this.threads = threads;
    }

    /** The workers of the calling thread. */
    public static Workers current() {
        return CURRENT.get();
    }

    /** Runs {@code work} with up to {@code threads} threads. */
    public static <T> T using(int threads, Supplier<T> work) {
        if (threads < 1) {
            throw new IllegalArgumentException("The threads (%d) must be at least 1.".formatted(threads));
        }
        Workers before = CURRENT.get();
        CURRENT.set(new Workers(threads));
        try {
            return work.get();
        } finally {
            CURRENT.set(before);
        }
    }

    /** How many threads there are. */
    public int threads() {
        return threads;
    }

    /** A piece of work on rows {@code from} (inclusive) to {@code to} (exclusive). */
    @FunctionalInterface
    public interface Chunk {
        /** Works on the rows. Chunks run in any order, so they must not share what they write. */
        void run(int from, int to);
    }

    /**
     * Cuts [0, n) into chunks of about {@code size} rows and runs them: for work that is the same however it is cut, which
     * a test may put to the proof.
     */
    public void rows(int n, int size, Chunk work) {
        Integer stated = CUT.get();
        chunks(n, stated == null ? size : stated, work);
    }

    /** Runs {@code work} with {@link #rows} cut into chunks of this size: for tests, since it changes no result. */
    static <T> T cutting(int size, Supplier<T> work) {
        CUT.set(size);
        try {
            return work.get();
        } finally {
            CUT.remove();
        }
    }

    /** Cuts [0, n) into chunks of exactly {@code size} rows, the last one perhaps smaller, and runs them. */
    public void chunks(int n, int size, Chunk work) {
        int count = (int) (((long) n + size - 1) / size);
        if (threads == 1 || count <= 1) {
            for (int c = 0; c < count; c++) {
                work.run(c * size, (int) Math.min(n, (c + 1L) * size));
            }
            return;
        }
        SharedChunks shared = new SharedChunks(n, size, work);
        WorkerThreads.ask(Math.min(threads, count) - 1, shared);
        Workers before = CURRENT.get();
        CURRENT.set(ONE); // as the others that help
        try {
            shared.run();
        } finally {
            CURRENT.set(before);
        }
    }
}
