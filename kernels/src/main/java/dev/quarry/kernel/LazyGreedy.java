package dev.quarry.kernel;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Greedy maximisation that evaluates only what it must: a gain never grows, so the last known gain of a row is a bound,
 * and a row whose fresh gain is still ahead of every bound is the best there is. The same picks as evaluating all.
 *
 * <p>Minoux. <i>Accelerated greedy algorithms for maximizing submodular set functions.</i> 1978.
 */
public final class LazyGreedy {

    /** What is kept of a row: its bound, when it was computed, and its place in the heap. */
    private static final int ROW_BYTES = Double.BYTES + 2 * Integer.BYTES;

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
        Memory.require((long) n * ROW_BYTES, "Lazy greedy of (%d) rows".formatted(n));
        double[] bounds = new double[n];
        for (int row = 0; row < n; row++) {
            bounds[row] = gains.gain(row, Double.POSITIVE_INFINITY);
        }
        Heap heap = new Heap(bounds, ties);
        int[] fresh = new int[n]; // how many rows had been taken when the gain was computed; it is exact if that is now
        Arrays.fill(fresh, -1);
        int[] rows = new int[size];
        double[] taken = new double[size];
        for (int i = 0; i < size; i++) {
            refreshTop(gains, heap, bounds, fresh, i);
            rows[i] = heap.pop();
            taken[i] = bounds[rows[i]];
            if (!ask && i == size - 1) {
                return new Result(rows, taken, Double.NaN);
            }
            gains.take(rows[i]);
            if (gains.shift()) {
                heap.rebuild(row -> gains.gain(row, Double.POSITIVE_INFINITY));
            }
        }
        double next = 0;
        if (size < n) {
            refreshTop(gains, heap, bounds, fresh, size);
            next = bounds[heap.top()];
        }
        return new Result(rows, taken, next);
    }

    private static void refreshTop(Gains gains, Heap heap, double[] bounds, int[] fresh, int now) {
        int together = 1; // the longer it takes, the more rows at a time
        while (fresh[heap.top()] != now) {
            if (together == 1) {
                int row = heap.top();
                double floor = heap.runnerUpBound();
                update(row, gains.gain(row, floor), floor, bounds, fresh, now);
                if (gains.refreshed()) {
                    heap.rebuild(other -> gains.gain(other, Double.POSITIVE_INFINITY));
                } else {
                    heap.sinkTop();
                }
            } else {
                refresh(together, gains, heap, bounds, fresh, now);
            }
            together = Math.min(2 * together, gains.together());
        }
    }

    /** The topmost rows at once, none that is below one whose gain is known already. */
    private static void refresh(int most, Gains gains, Heap heap, double[] bounds, int[] fresh, int now) {
        int[] rows = new int[Math.min(most, heap.size)];
        int count = 0;
        while (count < rows.length && fresh[heap.top()] != now) {
            rows[count++] = heap.pop();
        }
        double floor = heap.size == 0 ? Double.NEGATIVE_INFINITY : bounds[heap.top()];
        double[] some = new double[count];
        gains.gains(rows, count, floor, some);
        for (int i = 0; i < count; i++) {
            update(rows[i], some[i], floor, bounds, fresh, now);
            heap.push(rows[i]);
        }
    }

    private static void update(int row, double gain, double floor, double[] bounds, int[] fresh, int now) {
        bounds[row] = Math.min(bounds[row], gain);
        if (gain >= floor) {
            fresh[row] = now; // exact; otherwise only a bound, and the row must be asked again
        }
    }

    /** A max-heap of rows by bound, then by tie. */
    private static final class Heap {
        private final double[] bounds;
        private final TopK.Ties ties;
        private final int[] heap;
        private int size;

        Heap(double[] bounds, TopK.Ties ties) {
            this.bounds = bounds;
            this.ties = ties;
            this.size = bounds.length;
            this.heap = new int[size];
            Arrays.setAll(heap, i -> i);
            order();
        }

        void rebuild(IntToDoubleFunction bound) {
            for (int at = 0; at < size; at++) {
                bounds[heap[at]] = bound.applyAsDouble(heap[at]);
            }
            order();
        }

        private void order() {
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
            if (bounds[a] != bounds[b]) {
                return bounds[a] > bounds[b];
            }
            int order = Long.compareUnsigned(ties.of(a), ties.of(b));
            return order != 0 ? order < 0 : a < b;
        }
    }
}
