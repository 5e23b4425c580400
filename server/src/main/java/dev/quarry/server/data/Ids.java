package dev.quarry.server.data;

import java.util.Arrays;

/** Which row an id has, for millions of them without an object each. */
final class Ids {

    private static final int NONE = -1;

    private long[] keys = new long[1 << 10];
    private int[] rows = filled(1 << 10);
    private int size;

    private static int[] filled(int length) {
        int[] rows = new int[length];
        Arrays.fill(rows, NONE);
        return rows;
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** The row of an id; −1 where it has none. */
    int row(long id) {
        return rows[place(id, keys, rows)];
    }

    /** Gives a row to an id that has none; false where it has one already. */
    boolean add(long id, int row) {
        int place = place(id, keys, rows);
        if (rows[place] != NONE) {
            return false;
        }
        keys[place] = id;
        rows[place] = row;
        if (++size > keys.length / 2) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] longer = new long[2 * keys.length];
        int[] more = filled(longer.length);
        for (int i = 0; i < keys.length; i++) {
            if (rows[i] != NONE) {
                int place = place(keys[i], longer, more);
                longer[place] = keys[i];
                more[place] = rows[i];
            }
        }
        keys = longer;
        rows = more;
    }

    private static int place(long id, long[] keys, int[] rows) {
        long mixed = id * 0x9E3779B97F4A7C15L;
        int place = (int) (mixed >>> 32) & (keys.length - 1);
        while (rows[place] != NONE && keys[place] != id) {
            place = (place + 1) & (keys.length - 1);
        }
        return place;
    }
}
