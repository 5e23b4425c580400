package dev.quarry.server.search;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * In which order items are shown. Items without a value come last, equal ones by their row, whichever way the order goes.
 */
final class RowOrder {

    private final IntToDoubleFunction keys;
    private final boolean falling;

    private RowOrder(IntToDoubleFunction keys, boolean falling) {
        this.keys = keys;
        this.falling = falling;
    }

    /**
     * An order by its name: {@code conf} from the smallest on, {@code -conf} from the greatest; {@code row} where empty.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    static RowOrder of(String sort, View view) {
        boolean falling = sort.startsWith("-");
        String key = falling ? sort.substring(1) : sort;
        StateColumns states = view.states();
        return switch (key) {
            case "", "row" -> new RowOrder(row -> row, falling);
            case "name" -> new RowOrder(view.index()::nameRank, falling);
            case "conf" -> new RowOrder(view::confidence, falling);
            case "margin" -> new RowOrder(view::margin, falling);
            case "label" -> new RowOrder(row -> orNone(states.label(row), 0), falling);
            case "pred" -> new RowOrder(row -> orNone(view.predicted(row), 0), falling);
            case "at" -> new RowOrder(row -> orNone(states.time(row), 1), falling);
            case "round" -> new RowOrder(row -> orNone(states.round(row), 1), falling);
            case "by" -> new RowOrder(row -> orNone(states.person(row), 0), falling);
            case "prov" -> new RowOrder(row -> orNone(states.provenance(row), 0), falling);
            case "verdict" -> new RowOrder(row -> orNone(states.verdict(row), 0), falling);
            default -> {
                FieldColumn field = view.index().fields().get(key.startsWith("field.") ? key.substring(6) : key);
                if (field == null) {
                    throw new IllegalArgumentException(
                            "There is nothing to sort by called (%s). Maybe (conf), (margin), (name), (at), (label) or a field."
                                    .formatted(key));
                }
                yield new RowOrder(field::key, falling);
            }
        };
    }

    private static double orNone(long value, long least) {
        return value < least ? Double.NaN : value;
    }

    /** Negative where {@code a} comes before {@code b}. */
    int compare(int a, int b) {
        return compare(keys.applyAsDouble(a), a, b);
    }

    private int compare(double key, int a, int b) {
        double other = keys.applyAsDouble(b);
        if (key == other || (Double.isNaN(key) && Double.isNaN(other))) {
            return Integer.compare(a, b);
        } else if (Double.isNaN(key) || Double.isNaN(other)) {
            return Double.isNaN(key) ? 1 : -1;
        }
        return (key < other) == falling ? 1 : -1;
    }

    /** Where a page ends, so that the next one begins behind it even if that item has moved meanwhile. */
    String cursor(int row) {
        return "%d_%s".formatted(row, Long.toHexString(Double.doubleToRawLongBits(keys.applyAsDouble(row))));
    }

    /**
     * What comes behind a page.
     *
     * @throws IllegalArgumentException if this was never the end of a page
     */
    RowTest behind(String cursor, int size) {
        int bar = cursor.indexOf('_');
        if (bar < 1 || bar > 10 || cursor.length() > 40 || !cursor.matches("[0-9]{1,9}_[0-9a-f]{1,16}")) {
            throw new IllegalArgumentException("(%s) is not the end of a page. Maybe begin with the first page."
                    .formatted(cursor.length() > 40 ? cursor.substring(0, 40) : cursor));
        }
        int row = Integer.parseInt(cursor.substring(0, bar));
        if (row >= size) {
            throw new IllegalArgumentException("There is no item (%d) to go on behind.".formatted(row));
        }
        double key = Double.longBitsToDouble(Long.parseUnsignedLong(cursor.substring(bar + 1), 16));
        return other -> compare(key, row, other) < 0;
    }

    /** The first {@code count} of some items in this order. */
    int[] first(RowSet rows, RowTest among, int count) {
        Best best = new Best(Math.min(count, rows.count()));
        rows.each(row -> {
            if (best.mayTake(row) && among.holds(row)) {
                best.take(row);
            }
        });
        return sorted(Arrays.copyOf(best.heap, best.size));
    }

    /** The best so far, the last of them on top, whose key is held so that most others need one comparison. */
    private final class Best {

        private final int[] heap;
        private int size;
        private double worst;

        Best(int most) {
            heap = new int[most];
        }

        boolean mayTake(int row) {
            return size < heap.length || (size > 0 && compare(worst, heap[0], row) > 0);
        }

        void take(int row) {
            if (size < heap.length) {
                heap[size++] = row;
                for (int i = heap.length / 2 - 1; i >= 0 && size == heap.length; i--) {
                    sink(heap, i, size);
                }
            } else {
                heap[0] = row;
                sink(heap, 0, size);
            }
            worst = keys.applyAsDouble(heap[0]);
        }
    }

    private void sink(int[] heap, int from, int size) {
        int at = from;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && compare(heap[child + 1], heap[child]) > 0) {
                child++;
            }
            if (compare(heap[child], heap[at]) <= 0) {
                return;
            }
            int held = heap[at];
            heap[at] = heap[child];
            heap[child] = held;
            at = child;
        }
    }

    /** The same items in this order. */
    int[] sorted(int[] rows) {
        return sorted(rows, this::compare);
    }

    /** Tells which of two items comes first. */
    @FunctionalInterface
    interface Comparison {
        /** Negative where {@code a} comes before {@code b}. */
        int compare(int a, int b);
    }

    /** Sorts by merging runs that double in length. */
    static int[] sorted(int[] rows, Comparison order) {
        int[] from = rows;
        int[] to = new int[rows.length];
        for (int run = 1; run < rows.length; run *= 2) {
            for (int start = 0; start < rows.length; start += 2 * run) {
                merge(
                        from,
                        to,
                        start,
                        Math.min(start + run, rows.length),
                        Math.min(start + 2 * run, rows.length),
                        order);
            }
            int[] held = from;
            from = to;
            to = held;
        }
        return from;
    }

    private static void merge(int[] from, int[] to, int start, int middle, int end, Comparison order) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            if (right >= end || (left < middle && order.compare(from[left], from[right]) <= 0)) {
                to[at] = from[left++];
            } else {
                to[at] = from[right++];
            }
        }
    }
}
