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
    private static final int ROW_BYTES = 2 * Double.BYTES + 2 * Integer.BYTES + 1;

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
        private final boolean races; // whether several threads ask at once
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
            this.races = gains.races() && Workers.current().threads() > 1;
            Arrays.fill(fresh, -1);
            bound();
            this.heap = heap();
        }

        private Heap heap() {
            return new Heap(bounds, gone, left, ties);
        }

        /** Asks for all bounds anew. */
        void bound() {
            if (races || gains.together() > 1) {
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
            if (heap != null && races) {
                return race(heap, now);
            }
            return heap != null && refreshTop(heap, now) ? heap.top() : scan(now);
        }

        /** The row of the largest gain, by several threads; where too many rows were asked, all are passed through next. */
        private int race(Heap heap, int now) {
            int asked = heap.race(gains, fresh, now);
            int best = heap.top();
            if (gains.passes() && asked > left / PART) {
                this.heap = null;
            }
            return best;
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
            heap = smaller > left / SMALL_PART ? null : heap();
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
            heap = asked > left / SMALL_PART ? null : heap();
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
        return bounds[a] != bounds[b] ? bounds[a] > bounds[b] : first(a, b, ties);
    }

    /** Which of two rows with the same bound is taken. */
    private static boolean first(int a, int b, TopK.Ties ties) {
        int order = Long.compareUnsigned(ties.of(a), ties.of(b));
        return order != 0 ? order < 0 : a < b;
    }

    /** Max-heaps of rows by bound, then by tie, each of a run of rows, so that several threads can put them in order. */
    private static final class Heap {
        private static final int MOST_PARTS = 16;
        private static final int SMALLEST_PART = 256;

        private final Part[] parts;
        private final Part[] order; // the same, to be sorted
        private final int span; // how many rows a part is for
        private int size;
        private Part best; // the part with the topmost row of all

        /** All rows but those that are gone. */
        Heap(double[] bounds, boolean[] gone, int size, TopK.Ties ties) {
            int n = bounds.length;
            int most = Workers.current().threads() > 1 ? MOST_PARTS : 1;
            int count = Math.max(1, Math.min(most, n / SMALLEST_PART));
            this.span = Math.max(1, (n + count - 1) / count);
            this.parts = new Part[count];
            this.size = size;
            Workers.current().chunks(count, 1, (from, to) -> {
                for (int i = from; i < to; i++) {
                    int first = Math.min(n, i * span);
                    parts[i] = new Part(bounds, gone, first, Math.min(n, first + span), ties);
                }
            });
            this.best = parts[0];
            this.order = parts.clone();
            choose();
        }

        void order() {
            Workers.current().chunks(parts.length, 1, (from, to) -> {
                for (int i = from; i < to; i++) {
                    parts[i].order();
                }
            });
            choose();
        }

        private void choose() {
            for (Part part : parts) {
                if (part.isBefore(best)) {
                    best = part;
                }
            }
        }

        /**
         * Brings topmost rows up to date until the best of all is: the largest gain that any part has found bounds what is
         * asked in all.
         *
         * @return how many rows were asked
         */
        int race(Gains gains, int[] fresh, int now) {
            Arrays.sort(order, (a, b) -> a.isBefore(b) ? -1 : b.isBefore(a) ? 1 : 0); // so that the bound rises early
            Floor floor = new Floor();
            int[] asked = new int[order.length];
            Workers.current().chunks(order.length, 1, (from, to) -> {
                for (int i = from; i < to; i++) {
                    asked[i] = order[i].race(gains, fresh, now, floor);
                }
            });
            choose();
            return Arrays.stream(asked).sum();
        }

        int top() {
            return best.rows[0];
        }

        double runnerUpBound() {
            double bound = best.runnerUpBound();
            for (Part part : parts) {
                if (part != best && part.size > 0) {
                    bound = Math.max(bound, part.keys[0]);
                }
            }
            return bound;
        }

        int pop() {
            int row = best.pop();
            size--;
            choose();
            return row;
        }

        void push(int row) {
            Part part = parts[row / span];
            part.push(row);
            size++;
            if (part.isBefore(best)) {
                best = part;
            }
        }

        void sinkTop() {
            best.sink(0, best.rows[0]);
            choose();
        }
    }

    /** The largest gain that is known. */
    private static final class Floor {
        private volatile double value = Double.NEGATIVE_INFINITY;

        synchronized void raise(double gain) {
            value = Math.max(value, gain);
        }
    }

    /** A max-heap of some rows; their bounds are kept beside them, so that what is compared lies together. */
    private static final class Part {
        private static final int CHILDREN = 2;

        private final double[] bounds;
        private final TopK.Ties ties;
        private final int[] rows;
        private final double[] keys;
        private int size;

        Part(double[] bounds, boolean[] gone, int from, int to, TopK.Ties ties) {
            this.bounds = bounds;
            this.ties = ties;
            this.rows = new int[to - from];
            this.keys = new double[to - from];
            for (int row = from; row < to; row++) {
                if (!gone[row]) {
                    rows[size++] = row;
                }
            }
            order();
        }

        void order() {
            for (int at = 0; at < size; at++) {
                keys[at] = bounds[rows[at]];
            }
            for (int at = (size - 2) / CHILDREN; at >= 0 && size > 0; at--) {
                sink(at, rows[at]);
            }
        }

        /** Whether its topmost row comes before that of another part. */
        boolean isBefore(Part other) {
            return size > 0 && (other.size == 0 || before(keys[0], rows[0], other.keys[0], other.rows[0]));
        }

        /** Asks from the top until the topmost row is up to date, or another part has a better one. */
        int race(Gains gains, int[] fresh, int now, Floor floor) {
            int asked = 0;
            while (size > 0 && fresh[rows[0]] != now && keys[0] >= floor.value) {
                int row = rows[0];
                double least = Math.max(floor.value, runnerUpBound());
                double gain = gains.gain(row, least);
                bounds[row] = Math.min(bounds[row], gain);
                if (gain >= least) {
                    fresh[row] = now;
                    floor.raise(gain);
                }
                sink(0, row);
                asked++;
            }
            return asked;
        }

        double runnerUpBound() {
            double bound = Double.NEGATIVE_INFINITY;
            for (int child = 1; child <= CHILDREN && child < size; child++) {
                bound = Math.max(bound, keys[child]);
            }
            return bound;
        }

        int pop() {
            int row = rows[0];
            size--;
            sink(0, rows[size]);
            return row;
        }

        void push(int row) {
            double key = bounds[row];
            int at = size++;
            for (; at > 0 && before(key, row, (at - 1) / CHILDREN); at = (at - 1) / CHILDREN) {
                move((at - 1) / CHILDREN, at);
            }
            set(at, row, key);
        }

        /** Puts a row at a place or, while one below is before it, further down. */
        void sink(int place, int row) {
            double key = bounds[row];
            int at = place;
            while (true) {
                int first = CHILDREN * at + 1;
                int end = Math.min(first + CHILDREN, size);
                if (first >= end) {
                    break;
                }
                int largest = first;
                for (int child = first + 1; child < end; child++) {
                    if (before(keys[child], rows[child], largest)) {
                        largest = child;
                    }
                }
                if (!before(keys[largest], rows[largest], key, row)) {
                    break;
                }
                move(largest, at);
                at = largest;
            }
            set(at, row, key);
        }

        private void move(int from, int to) {
            set(to, rows[from], keys[from]);
        }

        private void set(int at, int row, double key) {
            rows[at] = row;
            keys[at] = key;
        }

        private boolean before(double key, int row, int at) {
            return before(key, row, keys[at], rows[at]);
        }

        private boolean before(double key, int row, double otherKey, int otherRow) {
            return key != otherKey ? key > otherKey : first(row, otherRow, ties);
        }
    }
}
