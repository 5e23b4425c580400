package dev.quarry.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * An ordered list of items: row <i>i</i> is the item of id {@code id(i)}.
 *
 * <p>An id is a 64-bit number that an item keeps for life. Items that people know by a name (a file, a key of a
 * database) get their id from the name, so that the same pool in another order still means the same items.
 */
public final class Items {

    private final int size;
    private final long @Nullable []
            ids; // null where they are the rows themselves, so that a large pool takes no memory
    private final String @Nullable [] names;
    private volatile @Nullable Index index; // made when first needed; two threads would make the same one

    /** The ids in ascending order, and the row of each. */
    private static final class Index {
        final long[] ids;
        final int[] rows;

        Index(long[] ids, int[] rows) {
            this.ids = ids;
            this.rows = rows;
        }
    }

    private Items(int size, long @Nullable [] ids, String @Nullable [] names) {
        this.size = size;
        this.ids = ids;
        this.names = names;
    }

    private Items(long[] ids, String @Nullable [] names) {
        this(ids.length, ids, names);
    }

    /** The items 0, 1, …, n − 1. */
    public static Items range(int n) {
        return new Items(n, null, null);
    }

    /**
     * The items of the given ids, in this order.
     *
     * @throws IllegalArgumentException if an id comes twice
     */
    public static Items of(long... ids) {
        return new Items(ids.clone(), null).requireDistinct();
    }

    /**
     * The items of the given names, in this order. A name that is a number from 0 on is its own id.
     *
     * @throws IllegalArgumentException if a name comes twice
     */
    public static Items named(List<String> names) {
        long[] ids = new long[names.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = id(names.get(i));
        }
        return new Items(ids, names.toArray(String[]::new)).requireDistinct();
    }

    private Items requireDistinct() {
        long[] sorted = ids();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw comesTwice(sorted[i]);
            }
        }
        return this;
    }

    private IllegalArgumentException comesTwice(long id) {
        int[] rows = IntStream.range(0, size).filter(row -> id(row) == id).toArray();
        String first = name(rows[0]);
        String second = name(rows[1]);
        return new IllegalArgumentException(
                first.equals(second)
                        ? "The item (%s) stands in row (%d) and again in row (%d). Maybe leave one out."
                                .formatted(first, rows[0], rows[1])
                        : "The items (%s) and (%s) have the same id (%d). Maybe rename one."
                                .formatted(first, second, id));
    }

    /** The id that {@link #named} gives to a name. */
    public static long id(String name) {
        if (!name.isEmpty()
                && name.length() <= 18
                && name.chars().allMatch(c -> c >= '0' && c <= '9')
                && (name.length() == 1 || name.charAt(0) != '0')) {
            return Long.parseLong(name);
        }
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        return (hash ^ (hash >>> 32)) | Long.MIN_VALUE; // names lie below zero, numbers at and above it
    }

    /** How many items there are. */
    public int size() {
        return size;
    }

    /** The id of the item in a row. */
    public long id(int row) {
        return ids == null ? Objects.checkIndex(row, size) : ids[row];
    }

    /** What a person calls the item in a row: its name, or its id where it has none. */
    public String name(int row) {
        return names == null ? Long.toString(id(row)) : names[row];
    }

    /** Whether an item of this id is among them. O(log n), the first time O(n log n). */
    public boolean has(long id) {
        return place(id) >= 0;
    }

    /**
     * The row of the item of this id. O(log n), the first time O(n log n).
     *
     * @throws IllegalArgumentException if it is not among them
     */
    public int row(long id) {
        int place = place(id);
        if (place < 0) {
            throw new IllegalArgumentException("There is no item (%d) among the (%d).".formatted(id, size));
        }
        return ids == null ? place : index(ids).rows[place];
    }

    /** The rows of the items of these ids, in their order. */
    public int[] rows(long[] wanted) {
        return Arrays.stream(wanted).mapToInt(this::row).toArray();
    }

    /** All rows, ascending by id: an order that does not depend on how the items were given. */
    public int[] rowsById() {
        return ids == null
                ? IntStream.range(0, size).toArray()
                : index(ids).rows.clone();
    }

    private int place(long id) {
        if (ids == null) {
            return id >= 0 && id < size ? (int) id : -1;
        }
        return Arrays.binarySearch(index(ids).ids, id);
    }

    private Index index(long[] ids) {
        Index known = index;
        if (known == null) {
            long[] sorted = ids.clone();
            Arrays.sort(sorted);
            int[] rows = new int[sorted.length];
            for (int row = 0; row < rows.length; row++) {
                rows[Arrays.binarySearch(sorted, ids[row])] = row;
            }
            known = new Index(sorted, rows);
            index = known;
        }
        return known;
    }

    /** Whether the items have names of their own. */
    public boolean isNamed() {
        return names != null;
    }

    /** The items of the given rows, in this order. */
    public Items select(int[] rows) {
        long[] chosen = new long[rows.length];
        String[] called = names == null ? null : new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = id(rows[i]);
            if (called != null && names != null) {
                called[i] = names[rows[i]];
            }
        }
        return new Items(chosen, called);
    }

    /**
     * These items and then others.
     *
     * @throws IllegalArgumentException if an item is among both
     */
    public Items followedBy(Items others) {
        int all = size() + others.size();
        long[] both = Arrays.copyOf(ids(), all);
        System.arraycopy(others.ids(), 0, both, size(), others.size());
        if (!isNamed() && !others.isNamed()) {
            return new Items(both, null).requireDistinct();
        }
        String[] called = IntStream.range(0, all)
                .mapToObj(row -> row < size() ? name(row) : others.name(row - size()))
                .toArray(String[]::new);
        return new Items(both, called).requireDistinct();
    }

    /** The ids, in order, as a fresh array. */
    public long[] ids() {
        return ids == null ? LongStream.range(0, size).toArray() : ids.clone();
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Items that) || size != that.size || !Arrays.equals(names, that.names)) {
            return false;
        }
        return (ids == null && that.ids == null) || IntStream.range(0, size).allMatch(row -> id(row) == that.id(row));
    }

    @Override
    public int hashCode() {
        int hash = size;
        for (int row = 0; row < size; row++) {
            hash = 31 * hash + Long.hashCode(id(row));
        }
        return hash;
    }

    @Override
    public String toString() {
        return "Items[%d]".formatted(size);
    }
}
