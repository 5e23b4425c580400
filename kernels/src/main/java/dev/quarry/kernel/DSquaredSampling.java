package dev.quarry.kernel;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * D² sampling, the seeding of k-means++: every row is drawn with a probability proportional to its squared distance to
 * the nearest row drawn before.
 *
 * <p>Here as a race. Every row has its own arrivals in time, at a rate of at least its weight w = D²; a row that arrives
 * is drawn with probability w / rate, and goes on at rate w otherwise. Since waiting times are exponential, hence without
 * memory, the next row drawn is distributed exactly by the weights of that moment. A weight is brought up to date only
 * when its row arrives, and no sum over the rows is ever formed: a draw depends on the ids, not on the order of the rows,
 * and costs a few distances instead of n. O(n) memory.
 *
 * <p>Rows of weight 0 come after all others, in the order of their ties. No row is drawn twice.
 *
 * <p>Arthur, Vassilvitskii. <i>k-means++: the advantages of careful seeding.</i> SODA 2007; thinning: Lewis, Shedler.
 * <i>Simulation of nonhomogeneous Poisson processes by thinning.</i> 1979.
 */
public final class DSquaredSampling {

    private static final int CHUNK = 1024;

    /** What is kept of a row: its rate, its weight, its time, two counters and its place in the agenda. */
    private static final int ROW_BYTES = 3 * Double.BYTES + 3 * Integer.BYTES;

    /** Of so many rows that arrive soon the weights are brought up to date together, where there are several threads. */
    private static final int TOGETHER = 128;

    /** A row that missed fewer draws than this is up to date soon enough. */
    private static final int FEW = 8;

    /** How the first row is found, when nothing has been drawn that others could be far from. */
    public enum First {
        /** The row of the largest norm, by tie where several are. */
        LARGEST,
        /** Any row with the same probability, as in k-means++. */
        UNIFORM,
        /** A row with a probability proportional to its squared norm, as if the origin had been drawn. */
        WEIGHTED
    }

    /** The rows drawn, in order, each with its weight when it was drawn. */
    public static final class Draws {
        private final int[] rows;
        private final double[] weights;

        private Draws(int[] rows, double[] weights) {
            this.rows = rows;
            this.weights = weights;
        }

        /** How many rows were drawn. */
        public int size() {
            return rows.length;
        }

        /** The row drawn at place i. */
        public int row(int i) {
            return rows[i];
        }

        /** Its squared distance to the nearest row drawn before; of the first row its squared norm. */
        public double weight(int i) {
            return weights[i];
        }

        /** The rows in the order drawn, as a fresh array. */
        public int[] rows() {
            return rows.clone();
        }
    }

    private final SquaredDistances distances;
    private final IntToLongFunction ids;
    private final TopK.Ties ties;
    private final Randomness arrivals;
    private final Randomness verdicts;

    private final Admission admission;

    private final double[] rates; // an upper bound of the weight: the weight when the row arrived last
    private final double[] known; // the weight as far as it was compared
    private final double[] times; // when the row arrives next
    private final int[] arrived; // how often it has arrived, which numbers its random numbers
    private final int[] seen; // how many drawn rows its weight has been compared with
    private final int[] drawn;
    private final double[] weights;
    private int count;

    private DSquaredSampling(
            SquaredDistances distances, int k, IntToLongFunction ids, Admission admission, Randomness random) {
        int n = distances.size();
        Memory.require((long) n * ROW_BYTES, "D² sampling of (%d) rows".formatted(n));
        this.distances = distances;
        this.ids = ids;
        this.admission = admission;
        this.ties = ties(ids, random);
        this.arrivals = random.purpose("arrival");
        this.verdicts = random.purpose("verdict");
        this.rates = new double[n];
        this.known = new double[n];
        this.times = new double[n];
        this.arrived = new int[n];
        this.seen = new int[n];
        this.drawn = new int[Math.min(Math.max(k, 0), n)];
        this.weights = new double[drawn.length];
    }

    /**
     * Draws up to {@code k} rows.
     *
     * @param k how many; all rows if there are fewer
     * @param ids the id of a row, to which its random numbers belong; different for different rows
     * @param random the randomness of these draws; ties go by its purpose {@code tie}
     * @throws IllegalStateException if a weight is not finite
     */
    public static Draws draw(SquaredDistances distances, First first, int k, IntToLongFunction ids, Randomness random) {
        return draw(distances, first, k, ids, Admission.ALL, random);
    }

    /**
     * Draws up to {@code k} rows, each among those that are admitted then.
     *
     * @param k how many; all that are admitted if there are fewer
     * @param admission told of every row that is drawn
     */
    public static Draws draw(
            SquaredDistances distances,
            First first,
            int k,
            IntToLongFunction ids,
            Admission admission,
            Randomness random) {
        int row = first(distances, first, ids, admission, random);
        return row < 0 ? new Draws(new int[0], new double[0]) : draw(distances, row, k, ids, admission, random);
    }

    /**
     * Draws up to {@code k} rows of which the first is given.
     *
     * @param first the row drawn first; of no matter if there are no rows
     */
    public static Draws draw(SquaredDistances distances, int first, int k, IntToLongFunction ids, Randomness random) {
        return draw(distances, first, k, ids, Admission.ALL, random);
    }

    private static Draws draw(
            SquaredDistances distances,
            int first,
            int k,
            IntToLongFunction ids,
            Admission admission,
            Randomness random) {
        DSquaredSampling race = new DSquaredSampling(distances, k, ids, admission, random);
        if (race.drawn.length > 0) {
            race.take(first, race.checked(first, distances.norm(first)));
            race.run();
        }
        return new Draws(Arrays.copyOf(race.drawn, race.count), Arrays.copyOf(race.weights, race.count));
    }

    /** −1 if no row is admitted. */
    private static int first(
            SquaredDistances distances, First rule, IntToLongFunction ids, Admission admission, Randomness random) {
        double[] keys = new double[distances.size()];
        Randomness number = random.purpose("first");
        Workers.current().rows(keys.length, CHUNK, (from, to) -> {
            SquaredDistances near = rule == First.UNIFORM ? distances : distances.block(from, to);
            for (int row = from; row < to; row++) {
                keys[row] = !admission.open(row)
                        ? Double.NEGATIVE_INFINITY
                        : switch (rule) {
                            case LARGEST -> near.norm(row);
                            case UNIFORM -> number.uniform(ids.applyAsLong(row));
                            case WEIGHTED ->
                                Math.max(-Double.MAX_VALUE, -number.exponential(ids.applyAsLong(row)) / near.norm(row));
                        };
            }
        });
        int[] largest = TopK.largest(keys, 1, ties(ids, random));
        return largest.length > 0 && admission.open(largest[0]) ? largest[0] : -1;
    }

    private static TopK.Ties ties(IntToLongFunction ids, Randomness random) {
        Randomness tie = random.purpose("tie");
        return row -> tie.tie(ids.applyAsLong(row));
    }

    private void take(int row, double weight) {
        admission.take(row);
        drawn[count] = row;
        weights[count++] = weight;
        rates[row] = -1;
    }

    private void run() {
        int first = drawn[0];
        distances.hold(new int[] {first});
        Workers.current().rows(rates.length, CHUNK, (from, to) -> {
            SquaredDistances near = distances.block(from, to);
            for (int row = from; row < to; row++) {
                if (row != first) {
                    known[row] = Double.POSITIVE_INFINITY;
                    rates[row] = weight(row, near);
                    await(row, 0);
                }
            }
        });
        Agenda agenda = new Agenda(times, rates, ties);
        while (count < drawn.length && !agenda.isEmpty()) {
            arrive(agenda);
        }
        takeRest();
    }

    /** One arrival: the row is drawn, or goes on waiting. */
    private void arrive(Agenda agenda) {
        int row = agenda.next();
        if (!admission.open(row)) {
            rates[row] = -1;
            agenda.remove();
            return;
        }
        if (!distances.holds(row)) {
            distances.hold(agenda.soon(distances.capacity(), drawn, count));
        }
        if (count - seen[row] >= FEW && Workers.current().threads() > 1) {
            prepare(agenda.soon(TOGETHER));
        }
        double rate = rates[row];
        double weight = weight(row, distances);
        double now = times[row];
        if (weight >= rate || verdicts.round(arrived[row]).uniform(ids.applyAsLong(row)) * rate < weight) {
            take(row, weight);
            agenda.remove();
            return;
        }
        rates[row] = weight;
        arrived[row]++;
        await(row, now);
        agenda.move();
    }

    /** Lets a row arrive at its rate; a row that would have to wait for ever has rate 0 and never arrives. */
    private void await(int row, double now) {
        double wait = rates[row] == 0
                ? Double.POSITIVE_INFINITY
                : arrivals.round(arrived[row]).exponential(ids.applyAsLong(row)) / rates[row];
        times[row] = now + wait;
        if (times[row] == Double.POSITIVE_INFINITY) {
            rates[row] = 0;
        }
    }

    /** The weight of a row, from what it was last and the rows drawn since. */
    private double weight(int row, SquaredDistances near) {
        compare(row, near);
        return checked(row, known[row]);
    }

    private void compare(int row, SquaredDistances near) {
        double weight = known[row];
        while (seen[row] < count && weight > 0) {
            weight = Math.min(weight, near.between(row, drawn[seen[row]++], weight));
        }
        known[row] = weight;
    }

    /** Compares rows with what was drawn before they arrive, which changes when that is done and nothing else. */
    private void prepare(int[] soon) {
        int[] late = Arrays.stream(soon)
                .filter(row -> count - seen[row] >= FEW && distances.holds(row))
                .toArray();
        int size = Math.max(1, late.length / (4 * Workers.current().threads()));
        Workers.current().chunks(late.length, size, (from, to) -> {
            for (int i = from; i < to; i++) {
                compare(late[i], distances);
            }
        });
    }

    private double checked(int row, double weight) {
        if (!(weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalStateException(
                    "The squared distance or norm of row (%d) is (%s). Maybe the numbers are too large for their precision; scale them."
                            .formatted(row, weight));
        }
        return weight;
    }

    private void takeRest() {
        if (count == drawn.length) {
            return;
        }
        int[] rest = new int[rates.length];
        int size = 0;
        for (int row = 0; row < rates.length; row++) {
            if (rates[row] >= 0) {
                rest[size++] = row;
            }
        }
        int wanted = count == drawn.length ? 0 : size;
        for (int at : TopK.largest(new double[size], wanted, i -> ties.of(rest[i]))) {
            if (count < drawn.length && admission.open(rest[at])) {
                take(rest[at], 0);
            }
        }
    }

    /** A min-heap of the rows of positive rate by time, then by tie. */
    private static final class Agenda {
        private final double[] times;
        private final TopK.Ties ties;
        private final int[] heap;
        private int size;

        Agenda(double[] times, double[] rates, TopK.Ties ties) {
            this.times = times;
            this.ties = ties;
            this.heap = new int[times.length];
            for (int row = 0; row < times.length; row++) {
                if (rates[row] > 0) {
                    heap[size++] = row;
                }
            }
            for (int at = size / 2 - 1; at >= 0; at--) {
                sink(at);
            }
        }

        boolean isEmpty() {
            return size == 0;
        }

        int next() {
            return heap[0];
        }

        /**
         * The rows that were drawn and many of those that arrive next, though not exactly the very next ones: the upper part
         * of a heap holds small times, the first row the smallest.
         */
        int[] soon(int capacity, int[] drawn, int count) {
            int[] rows = Arrays.copyOf(drawn, count + Math.min(size, Math.max(1, capacity - count)));
            System.arraycopy(heap, 0, rows, count, rows.length - count);
            return rows;
        }

        /** The same for so many rows, and none that were drawn. */
        int[] soon(int most) {
            return Arrays.copyOf(heap, Math.min(size, most));
        }

        void remove() {
            heap[0] = heap[--size];
            sink(0);
        }

        /** The first row has another time now, perhaps never. */
        void move() {
            if (times[heap[0]] == Double.POSITIVE_INFINITY) {
                remove();
            } else {
                sink(0);
            }
        }

        private void sink(int start) {
            int at = start;
            int row = heap[at];
            while (2 * at + 1 < size) {
                int child = 2 * at + 1;
                if (child + 1 < size && before(heap[child + 1], heap[child])) {
                    child++;
                }
                if (!before(heap[child], row)) {
                    break;
                }
                heap[at] = heap[child];
                at = child;
            }
            heap[at] = row;
        }

        private boolean before(int a, int b) {
            if (times[a] != times[b]) {
                return times[a] < times[b];
            }
            int order = Long.compareUnsigned(ties.of(a), ties.of(b));
            return order != 0 ? order < 0 : a < b;
        }
    }
}
