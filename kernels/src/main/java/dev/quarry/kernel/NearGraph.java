package dev.quarry.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which rows are near to which, each pair known to both. Whoever builds it says how many pairs it may hold at most. */
final class NearGraph {

    private final int[] starts; // of the neighbours of a row
    private final int[] neighbours;

    private NearGraph(int[] starts, int[] neighbours) {
        this.starts = starts;
        this.neighbours = neighbours;
    }

    /** Lowers the gains of a row and of all rows near it by 1. */
    void lower(int row, long[] gains) {
        gains[row]--;
        for (int i = starts[row]; i < starts[row + 1]; i++) {
            gains[neighbours[i]]--;
        }
    }

    /** Some pairs, forgotten where there are too many. */
    static final class Pairs {
        private final long most;
        private int[] rows = new int[1024];
        private int size; // two for each pair
        private boolean full;

        private Pairs(long most) {
            this.most = most;
        }

        void add(int row, int other) {
            if (full || size / 2 >= most) {
                full = true;
                size = 0;
                return;
            }
            if (size == rows.length) {
                rows = Arrays.copyOf(rows, 2 * size);
            }
            rows[size++] = row;
            rows[size++] = other;
        }
    }

    /** Collects pairs from several threads. */
    static final class Builder {
        private final int n;
        private final long most;
        private final List<Pairs> all = new ArrayList<>();
        private long pairs;
        private boolean full;

        /** @param most how many pairs there are at most; with more of them there is no graph */
        Builder(int n, long most) {
            this.n = n;
            this.most = Math.min(most, 1 << 29);
        }

        /** An empty list of pairs for one piece of work. */
        synchronized Pairs pairs() {
            return new Pairs(full ? 0 : most - pairs);
        }

        synchronized void add(Pairs some) {
            pairs += some.size / 2;
            full |= some.full || pairs > most;
            all.add(some);
            if (full) {
                all.clear();
            }
        }

        /** The graph; null if there were too many pairs. */
        @Nullable
        NearGraph build() {
            if (full) {
                return null;
            }
            int[] starts = new int[n + 1];
            for (Pairs some : all) {
                for (int i = 0; i < some.size; i++) {
                    starts[some.rows[i] + 1]++;
                }
            }
            for (int row = 0; row < n; row++) {
                starts[row + 1] += starts[row];
            }
            int[] next = starts.clone();
            int[] neighbours = new int[starts[n]];
            for (Pairs some : all) {
                for (int i = 0; i < some.size; i += 2) {
                    neighbours[next[some.rows[i]]++] = some.rows[i + 1];
                    neighbours[next[some.rows[i + 1]]++] = some.rows[i];
                }
            }
            return new NearGraph(starts, neighbours);
        }
    }
}
