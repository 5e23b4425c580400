package dev.quarry.pool;

import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The items with their features, and where each of them stands. The state is what the verdicts in a journal add up to;
 * the last verdict about an item counts.
 */
public final class Pool {

    private static final int NO_LABEL = -1;

    private final Items items;
    private final Matrix features;
    private final Attributes attributes;
    private final List<String> classes;
    private final int[] byId; // rows, ascending by id
    private final Map<Status, Integer> counts = new EnumMap<>(Status.class);
    private final Status[] status;
    private final int[] labels;

    /**
     * A pool in which nothing is labelled.
     *
     * @param features shape [n, d], row i for item i
     * @param classes the names of the classes, in the order of their index
     * @throws IllegalArgumentException if the sizes differ
     */
    public Pool(Items items, Matrix features, List<String> classes) {
        this(items, features, classes, Attributes.of(items));
    }

    /**
     * A pool in which nothing is labelled, whose items have attributes.
     *
     * @param features shape [n, d], row i for item i
     * @param classes the names of the classes, in the order of their index
     * @param attributes what is known about items beside their features; never what they are to be labelled with
     * @throws IllegalArgumentException if the sizes differ
     */
    public Pool(Items items, Matrix features, List<String> classes, Attributes attributes) {
        if (items.size() != features.rows()) {
            throw new IllegalArgumentException(
                    "There are (%d) items but (%d) rows of features.".formatted(items.size(), features.rows()));
        }
        this.items = items;
        this.features = features;
        this.attributes = attributes;
        this.classes = List.copyOf(classes);
        this.byId = items.rowsById();
        this.status = new Status[items.size()];
        this.labels = new int[items.size()];
        Arrays.fill(status, Status.UNLABELLED);
        Arrays.fill(labels, NO_LABEL);
        counts.put(Status.UNLABELLED, items.size());
    }

    /** All items. */
    public Items items() {
        return items;
    }

    /** The features of all items, shape [n, d]. */
    public Matrix features() {
        return features;
    }

    /** What is known about items beside their features. */
    public Attributes attributes() {
        return attributes;
    }

    /** The names of the classes, in the order of their index. */
    public List<String> classes() {
        return classes;
    }

    /** How many items there are. */
    public int size() {
        return items.size();
    }

    /**
     * The row of an item.
     *
     * @throws IllegalArgumentException if the pool does not have it
     */
    public int row(long id) {
        if (!items.has(id)) {
            throw new IllegalArgumentException("The pool has no item (%d).".formatted(id));
        }
        return items.row(id);
    }

    /** Where the item in a row stands. */
    public Status status(int row) {
        return status[row];
    }

    /**
     * The class index of the item in a row.
     *
     * @throws IllegalStateException if it is not labelled
     */
    public int label(int row) {
        if (status[row] != Status.LABELLED) {
            throw new IllegalStateException(
                    "The item (%s) has no label: it is (%s).".formatted(items.name(row), status[row]));
        }
        return labels[row];
    }

    /** How many items stand there. */
    public int count(Status wanted) {
        return counts.getOrDefault(wanted, 0);
    }

    /** The rows of the items that stand there, by id: the order in which the pool was given does not matter. */
    public int[] rows(Status wanted) {
        return Arrays.stream(byId).filter(row -> status[row] == wanted).toArray();
    }

    /**
     * Takes a verdict about an item.
     *
     * @throws IllegalArgumentException if the pool does not have the item or the class
     */
    public void apply(long id, Verdict verdict) {
        int row = row(id);
        int label = NO_LABEL;
        if (verdict.label() != null) {
            label = classes.indexOf(verdict.label());
            if (label < 0) {
                throw new IllegalArgumentException("The label (%s) of item (%s) is not one of the classes %s."
                        .formatted(verdict.label(), items.name(row), classes));
            }
        }
        counts.merge(status[row], -1, Integer::sum);
        counts.merge(verdict.status(), 1, Integer::sum);
        status[row] = verdict.status();
        labels[row] = label;
    }
}
