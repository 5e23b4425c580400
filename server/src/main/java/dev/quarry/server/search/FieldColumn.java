package dev.quarry.server.search;

import java.util.Arrays;
import java.util.List;

/** A field of all items. */
sealed interface FieldColumn {

    /** What people call it. */
    String name();

    /** How many bytes it takes. */
    long bytes();

    /** Whether an item has it. */
    boolean has(int row);

    /** What items are sorted by; NaN where an item has none. */
    double key(int row);

    /**
     * A field of numbers.
     *
     * @param values NaN where an item has none
     * @param least the smallest; NaN where there is none at all
     * @param greatest the greatest
     */
    @SuppressWarnings("ArrayRecordComponent") // a million numbers, never compared
    record Numbers(String name, double[] values, double least, double greatest) implements FieldColumn {
        static Numbers of(String name, double[] values) {
            double[] range = {Double.NaN, Double.NaN};
            for (double value : values) {
                if (!Double.isNaN(value)) {
                    range[0] = Double.isNaN(range[0]) ? value : Math.min(range[0], value);
                    range[1] = Double.isNaN(range[1]) ? value : Math.max(range[1], value);
                }
            }
            return new Numbers(name, values, range[0], range[1]);
        }

        @Override
        public long bytes() {
            return 8L * values.length;
        }

        @Override
        public boolean has(int row) {
            return !Double.isNaN(values[row]);
        }

        @Override
        public double key(int row) {
            return values[row];
        }
    }

    /**
     * A field of words.
     *
     * @param codes which value; −1 where an item has none
     * @param values what there is, each once, sorted
     * @param counts how many items have each
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Words(String name, int[] codes, List<String> values, int[] counts) implements FieldColumn {
        /** From codes of values in the order in which they came. */
        static Words of(String name, int[] codes, List<String> came) {
            Integer[] order = new Integer[came.size()];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> came.get(a).compareTo(came.get(b)));
            int[] places = new int[order.length];
            for (int i = 0; i < order.length; i++) {
                places[order[i]] = i;
            }
            int[] counts = new int[order.length];
            for (int row = 0; row < codes.length; row++) {
                if (codes[row] >= 0) {
                    codes[row] = places[codes[row]];
                    counts[codes[row]]++;
                }
            }
            return new Words(name, codes, Arrays.stream(order).map(came::get).toList(), counts);
        }

        @Override
        public long bytes() {
            return 4L * codes.length
                    + 4L * counts.length
                    + values.stream().mapToLong(value -> 56L + value.length()).sum();
        }

        @Override
        public boolean has(int row) {
            return codes[row] >= 0;
        }

        @Override
        public double key(int row) {
            return codes[row] < 0 ? Double.NaN : codes[row];
        }
    }
}
