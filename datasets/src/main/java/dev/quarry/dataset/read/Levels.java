package dev.quarry.dataset.read;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The different values of a column, numbered as they come. Looking up a known value makes no object. */
final class Levels {

    private final List<String> values = new ArrayList<>();
    private int[] slots = new int[64]; // 1 + number of the value, 0 for free

    int size() {
        return values.size();
    }

    String value(int number) {
        return values.get(number);
    }

    List<String> values() {
        return List.copyOf(values);
    }

    /** The number of a value, or −1. */
    int find(char[] text, int from, int to) {
        int slot = hash(text, from, to) & (slots.length - 1);
        while (slots[slot] != 0) {
            if (same(values.get(slots[slot] - 1), text, from, to)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }

    /** The number of a value, which is given one if it has none. */
    int add(char[] text, int from, int to) {
        int known = find(text, from, to);
        if (known >= 0) {
            return known;
        }
        values.add(new String(text, from, to - from));
        if (2 * values.size() > slots.length) {
            rehash();
        } else {
            put(values.size() - 1);
        }
        return values.size() - 1;
    }

    void add(String value) {
        add(value.toCharArray(), 0, value.length());
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        for (int number = 0; number < values.size(); number++) {
            put(number);
        }
    }

    private void put(int number) {
        char[] text = values.get(number).toCharArray();
        int slot = hash(text, 0, text.length) & (slots.length - 1);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = number + 1;
    }

    private static boolean same(String value, char[] text, int from, int to) {
        if (value.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (value.charAt(i - from) != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    /**
     * The order in which people expect the values: by number if all are numbers, otherwise by letter. Entry r is the
     * number of the value of rank r.
     */
    int[] order() {
        double[] numbers = new double[values.size()];
        boolean numeric = true;
        for (int i = 0; i < numbers.length; i++) {
            char[] text = values.get(i).toCharArray();
            numbers[i] = Numbers.parse(text, 0, text.length);
            numeric &= !Double.isNaN(numbers[i]);
        }
        boolean byNumber = numeric;
        return IntStream.range(0, values.size())
                .boxed()
                .sorted((a, b) -> {
                    int first = byNumber ? Double.compare(numbers[a], numbers[b]) : 0;
                    return first != 0 ? first : values.get(a).compareTo(values.get(b));
                })
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The inverse of an order: the rank of each value. */
    static int[] ranks(int[] order) {
        int[] ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
        return ranks;
    }
}
