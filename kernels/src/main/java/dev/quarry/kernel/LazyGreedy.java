package dev.quarry.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Greedy maximisation that evaluates only what it must: a gain never grows, so the last known gain of a row is a bound,
 * and a row whose fresh gain is still ahead of every bound is the best there is. The same picks as evaluating all. Where so
 * many rows must be evaluated that their order by bounds costs more than it saves, they are passed through in a row.
 *
 * <p>Minoux. <i>Accelerated greedy algorithms for maximizing submodular set functions.</i> 1978.
 */
public final class LazyGreedy {

    /** What is kept of a row: its bound, when it was computed, its place in the heap, whether it is gone. */
    private static final int ROW_BYTES = Double.BYTES + 2 * Integer.BYTES + 1;

    /** Beyond this part of the rows, evaluated for one pick, a pass through all is faster than a heap. */
    private static final int PART = 32;

    /** Below this part of them the heap comes back. */
    private static final int SMALL_PART = 4 * PART;

    private static final int CHUNK = 8192;

    private LazyGreedy() {}

    /** The rows taken, in order, each with its gain when taken, and the largest gain that was left. */
    public static final class Result {
        private final int[] rows;
        private final double[] gains;
        private final double nextGain;

        private Result(int[] rows, double[] gains, double nextGain) {
            this.rows = rows;
            this.gains = gains;
            this.nextGain = nextGain;
        }

        /** How many rows were taken. */
        public int size() {
            return rows.length;
        }

        /** The row taken at place i. */
        public int row(int i) {
            return rows[i];
        }

        /** The rows in the order taken, as a fresh array. */
        public int[] rows() {
            return rows.clone();
        }

        /** Its gain when it was taken. */
        public double gain(int i) {
            return gains[i];
        }

        /** The largest gain that is left, 0 if no row is; NaN if nobody asked. */
        public double nextGain() {
            return nextGain;
        }
    }

    /**
     * Takes up to {@code k} rows, each time one of the largest gain.
     *
     * @param k how many; all rows if there are fewer
     */
    public static Result take(Gains gains, int k, TopK.Ties ties) {
        return take(gains, k, ties, true);
    }

    /** The same without looking at what is left: the last row is named but not taken from the gains any more. */
    public static Result takeOnly(Gains gains, int k, TopK.Ties ties) {
        return take(gains, k, ties, false);
    }

    private static Result take(Gains gains, int k, TopK.Ties ties, boolean ask) {
        int n = gains.size();
        int size = Math.min(Math.max(k, 0), n);
        Search search = new Search(gains, ties);
        int[] rows = new int[size];
        double[] taken = new double[size];
        for (int i = 0; i < size; i++) {
            rows[i] = search.best(i);
            taken[i] = search.bounds[rows[i]];
            search.remove(rows[i]);
            if (!ask && i == size - 1) {
                return new Result(rows, taken, Double.NaN);
            }
            gains.take(rows[i]);
            if (gains.shift()) {
                search.bound();
            }
        }
        return new Result(rows, taken, size < n ? search.bounds[search.best(size)] : 0);
    }

    /** The rows that are left, by their bounds. */
    private static final class Search {
        private final Gains gains;
        private final TopK.Ties ties;
        private final double[] bounds;
        private final int[]
                fresh; // how many rows had been taken when the gain was computed; it is exact if that is now
        private final boolean[] gone;
        private int left;
        private boolean inFile; // then rows are not passed through: only few of them are in memory
        private @Nullable Heap heap; // none where rows are passed through

        Search(Gains gains, TopK.Ties ties) {
            int n = gains.size();
            Memory.require((long) n * ROW_BYTES, "Lazy greedy of (%d) rows".formatted(n));
            this.gains = gains;
            this.ties = ties;
            this.bounds = new double[n];
            this.fresh = new int[n];
            this.gone = new boolean[n];
            this.left = n;
            Arrays.fill(fresh, -1);
            bound();
            this.heap = new Heap(bounds, gone, left, ties);
        }

        /** Asks for all bounds anew. */
        void bound() {
            if (gains.together() > 1) {
                Workers.current().chunks(bounds.length, CHUNK, this::bound);
            } else {
                bound(0, bounds.length);
            }
            if (heap != null) {
                heap.order();
            }
        }

        private void bound(int from, int to) {
            for (int row = from; row < to; row++) {
                if (!gone[row]) {
                    bounds[row] = gains.gain(row, Double.POSITIVE_INFINITY);
                }
            }
        }

        /** The row of the largest gain when so many rows have been taken. */
        int best(int now) {
            return heap != null && refreshTop(heap, now) ? heap.top() : scan(now);
        }

        /** Takes out the row that was the best. */
        void remove(int row) {
            gone[row] = true;
            left--;
            if (heap != null) {
                heap.pop();
            }
        }

        /** Whether the topmost row is the best one now; otherwise it takes too long to tell. */
        private boolean refreshTop(Heap heap, int now) {
            int most = gains.together();
            boolean leaves = most == 1 || gains.passes();
            int asked = 0;
            for (int together = 1; fresh[heap.top()] != now; together = Math.min(2 * together, most)) {
                if (leaves && !inFile && asked > left / PART) {
                    return false;
                }
                asked += together;
                if (together > 1) {
                    refresh(heap, together, now);
                } else {
                    int row = heap.top();
                    double floor = heap.runnerUpBound();
                    update(row, gains.gain(row, floor), floor, now);
                    if (gains.refreshed()) {
                        inFile = true;
                        bound();
                    } else {
                        heap.sinkTop();
                    }
                }
            }
            return true;
        }

        /** The topmost rows at once, none that is below one whose gain is known already. */
        private void refresh(Heap heap, int most, int now) {
            int[] rows = new int[Math.min(most, heap.size)];
            int count = 0;
            while (count < rows.length && fresh[heap.top()] != now) {
                rows[count++] = heap.pop();
            }
            double floor = heap.size == 0 ? Double.NEGATIVE_INFINITY : bounds[heap.top()];
            double[] some = new double[count];
            gains.gains(rows, count, floor, some);
            for (int i = 0; i < count; i++) {
                update(rows[i], some[i], floor, now);
                heap.push(rows[i]);
            }
        }

        /** Passes through all rows; those that cannot be the best are not evaluated, unless all together are cheaper. */
        private int scan(int now) {
            return gains.passes() ? scanExact(now) : scanOneByOne(now);
        }

        private int scanExact(int now) {
            int smaller = gains.pass(bounds);
            int best = -1;
            for (int row = 0; row < bounds.length; row++) {
                if (!gone[row] && (best < 0 || before(row, best, bounds, ties))) {
                    best = row;
                }
            }
            fresh[best] = now;
            heap = smaller > left / SMALL_PART ? null : new Heap(bounds, gone, left, ties);
            return best;
        }

        private int scanOneByOne(int now) {
            int best = -1;
            int asked = 0;
            for (int row = 0; row < bounds.length; row++) {
                if (!gone[row] && (best < 0 || before(row, best, bounds, ties))) {
                    if (fresh[row] != now) {
                        double floor = best < 0 ? Double.NEGATIVE_INFINITY : bounds[best];
                        update(row, gains.gain(row, floor), floor, now);
                        asked++;
                    }
                    best = fresh[row] == now && (best < 0 || before(row, best, bounds, ties)) ? row : best;
                }
            }
            heap = asked > left / SMALL_PART ? null : new Heap(bounds, gone, left, ties);
            return best;
        }

        private void update(int row, double gain, double floor, int now) {
            bounds[row] = Math.min(bounds[row], gain);
            if (gain >= floor) {
                fresh[row] = now; // exact; otherwise only a bound, and the row must be asked again
            }
        }
    }

    private static boolean before(int a, int b, double[] bounds, TopK.Ties ties) {
        if (bounds[a] != bounds[b]) {
            return bounds[a] > bounds[b];
        }
        int order = Long.compareUnsigned(ties.of(a), ties.of(b));
        return order != 0 ? order < 0 : a < b;
    }

    /** A max-heap of rows by bound, then by tie. */
    private static final class Heap {
        private final double[] bounds;
        private final TopK.Ties ties;
        private final int[] heap;
        private int size;

        /** All rows but those that are gone. */
        Heap(double[] bounds, boolean[] gone, int size, TopK.Ties ties) {
            this.bounds = bounds;
            this.ties = ties;
            this.heap = new int[size];
            for (int row = 0; row < bounds.length; row++) {
                if (!gone[row]) {
                    heap[this.size++] = row;
                }
            }
            order();
        }

        void order() {
            for (int at = size / 2 - 1; at >= 0; at--) {
                sink(at);
            }
        }

        int top() {
            return heap[0];
        }

        double runnerUpBound() {
            double best = Double.NEGATIVE_INFINITY;
            for (int child = 1; child <= 2 && child < size; child++) {
                best = Math.max(best, bounds[heap[child]]);
            }
            return best;
        }

        int pop() {
            int row = heap[0];
            heap[0] = heap[--size];
            sink(0);
            return row;
        }

        void push(int row) {
            int at = size++;
            for (; at > 0 && before(row, heap[(at - 1) / 2]); at = (at - 1) / 2) {
                heap[at] = heap[(at - 1) / 2];
            }
            heap[at] = row;
        }

        void sinkTop() {
            sink(0);
        }

        private void sink(int at) {
            while (true) {
                int best = at;
                for (int child = 2 * at + 1; child <= 2 * at + 2 && child < size; child++) {
                    if (before(heap[child], heap[best])) {
                        best = child;
                    }
                }
                if (best == at) {
                    return;
                }
                int row = heap[at];
                heap[at] = heap[best];
                heap[best] = row;
                at = best;
            }
        }

        private boolean before(int a, int b) {
            return LazyGreedy.before(a, b, bounds, ties);
        }
    }
}
