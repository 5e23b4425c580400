package dev.quarry.evidence;

import dev.quarry.item.Items;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Who the labelled items are and what they were said to be, in the order of the rows that hold what is known of them.
 * Items that were chosen earlier in the same choice count as labelled although nobody has answered yet: their label is
 * {@link #UNKNOWN}.
 */
public final class Labels {

    /** The label of an item that counts as labelled but has not been answered yet. */
    public static final int UNKNOWN = -1;

    private final Items items;
    private final int[] values;
    private final int classes;

    /**
     * The labels of labelled items.
     *
     * @param items the labelled items, m
     * @param values a class index in [0, classes) for each, or {@link #UNKNOWN}
     * @param classes how many classes there are, C
     * @throws IllegalArgumentException if the sizes differ or a label is none of the classes; the message names the item
     */
    public Labels(Items items, int[] values, int classes) {
        if (values.length != items.size()) {
            throw new IllegalArgumentException(
                    "There are (%d) labels but (%d) labelled items.".formatted(values.length, items.size()));
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] != UNKNOWN && (values[i] < 0 || values[i] >= classes)) {
                throw new IllegalArgumentException("The label (%d) of item (%s) is not one of (%d) classes."
                        .formatted(values[i], items.name(i), classes));
            }
        }
        this.items = items;
        this.values = values.clone();
        this.classes = classes;
    }

    /** Labelled items of which no label is known. */
    static Labels unknown(Items items, int classes) {
        int[] values = new int[items.size()];
        Arrays.fill(values, UNKNOWN);
        return new Labels(items, values, classes);
    }

    /** The labelled items. */
    public Items items() {
        return items;
    }

    /** How many items are labelled, m. */
    public int size() {
        return values.length;
    }

    /** How many classes there are, C. */
    public int classes() {
        return classes;
    }

    /** The class index of a labelled row, or {@link #UNKNOWN}. */
    public int of(int row) {
        return values[row];
    }

    /** The labelled rows of a class, ascending; of {@link #UNKNOWN} those without an answer. */
    public int[] rows(int label) {
        return IntStream.range(0, values.length)
                .filter(row -> values[row] == label)
                .toArray();
    }

    /** The labelled rows whose label is known, ascending. */
    public int[] known() {
        return IntStream.range(0, values.length)
                .filter(row -> values[row] != UNKNOWN)
                .toArray();
    }

    /** These labels and then those of more items, which nobody has answered yet. */
    Labels followedBy(Items more) {
        int[] all = Arrays.copyOf(values, size() + more.size());
        Arrays.fill(all, size(), all.length, UNKNOWN);
        return new Labels(items.followedBy(more), all, classes);
    }
}
