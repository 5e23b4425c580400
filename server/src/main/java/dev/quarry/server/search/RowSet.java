package dev.quarry.server.search;

import dev.quarry.kernel.Workers;
import java.util.function.IntConsumer;

/** Some of the rows of a project. */
final class RowSet {

    private static final int CHUNK = 1 << 15; // whole words, so that no two threads write one

    private final long[] words;
    private final int count;

    private RowSet(long[] words) {
        this.words = words;
        int sum = 0;
        for (long word : words) {
            sum += Long.bitCount(word);
        }
        this.count = sum;
    }

    /** Sets the bits of some rows. */
    @FunctionalInterface
    interface Fill {
        /** Sets bit {@code row} of {@code words} for those of the rows [from, to) that belong to the set. */
        void fill(int from, int to, long[] words);
    }

    /** All rows for which something holds. */
    static RowSet of(int size, RowTest test) {
        return filled(size, (from, to, words) -> {
            for (int row = from; row < to; row++) {
                if (test.holds(row)) {
                    words[row >> 6] |= 1L << row;
                }
            }
        });
    }

    /** All rows whose bits are set, by several threads. */
    static RowSet filled(int size, Fill fill) {
        long[] words = new long[(size + 63) / 64];
        int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
        Workers.using(threads, () -> {
            Workers.current().chunks(size, CHUNK, (from, to) -> fill.fill(from, to, words));
            return words;
        });
        return new RowSet(words);
    }

    int count() {
        return count;
    }

    boolean has(int row) {
        return (words[row >> 6] & (1L << row)) != 0;
    }

    /** Each of them, ascending. */
    void each(IntConsumer visitor) {
        for (int i = 0; i < words.length; i++) {
            for (long left = words[i]; left != 0; left &= left - 1) {
                visitor.accept((i << 6) + Long.numberOfTrailingZeros(left));
            }
        }
    }

    /** The first {@code most} of them, ascending. */
    int[] rows(int most) {
        int[] rows = new int[Math.min(count, most)];
        int at = 0;
        for (int i = 0; at < rows.length; i++) {
            for (long left = words[i]; left != 0 && at < rows.length; left &= left - 1) {
                rows[at++] = (i << 6) + Long.numberOfTrailingZeros(left);
            }
        }
        return rows;
    }
}
