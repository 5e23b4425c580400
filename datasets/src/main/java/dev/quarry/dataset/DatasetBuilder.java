package dev.quarry.dataset;

import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dataset in the making: what readers and generators hand over. */
public final class DatasetBuilder {

    private final Items items;
    private final Preparation preparation;
    private String name = "data";
    private List<String> classes = List.of();
    private int[] labels;
    private BitSet test = new BitSet();
    private boolean testDrawn;
    private @Nullable List<String> texts;
    private @Nullable List<Picture> pictures;
    private @Nullable PictureShape shape;
    private Provenance provenance = Provenance.of("");
    private Attributes attributes;

    /** Items and the way to their features. */
    public DatasetBuilder(Items items, Preparation preparation) {
        this.items = items;
        this.preparation = preparation;
        this.labels = new int[items.size()];
        Arrays.fill(labels, Dataset.UNKNOWN);
        this.attributes = Attributes.of(items);
    }

    /** What it is called. */
    public DatasetBuilder name(String value) {
        name = value;
        return this;
    }

    /** The names of the classes, in the order of their labels. */
    public DatasetBuilder classes(List<String> names) {
        classes = List.copyOf(names);
        return this;
    }

    /** One label for each item: a class in [0, C) or {@link Dataset#UNKNOWN}. */
    public DatasetBuilder labels(int[] values) {
        labels = values.clone();
        return this;
    }

    /** One text for each item. */
    public DatasetBuilder texts(List<String> values) {
        texts = List.copyOf(values);
        return this;
    }

    /** One picture for each item. */
    public DatasetBuilder pictures(List<? extends Picture> values) {
        pictures = List.copyOf(values);
        return this;
    }

    /** How a row of features is laid out as a picture. */
    public DatasetBuilder shape(PictureShape value) {
        shape = value;
        return this;
    }

    /** What is known about the items beside their features; never what they are to be labelled with. */
    public DatasetBuilder attributes(Attributes value) {
        attributes = value;
        return this;
    }

    /** Where it comes from. */
    public DatasetBuilder provenance(Provenance value) {
        provenance = value;
        return this;
    }

    /** Makes exactly these rows test rows. */
    public DatasetBuilder test(BitSet rows) {
        test = (BitSet) rows.clone();
        testDrawn = false;
        return this;
    }

    /** Makes exactly these rows test rows, which were drawn at random or not. */
    DatasetBuilder split(BitSet rows, boolean drawn) {
        test = (BitSet) rows.clone();
        testDrawn = drawn;
        return this;
    }

    /** Makes exactly the last {@code count} rows test rows. */
    public DatasetBuilder testLast(int count) {
        if (count < 0 || count > items.size()) {
            throw new IllegalArgumentException("The dataset (%s) has (%d) rows, so its last (%d) cannot be test rows."
                    .formatted(name, items.size(), count));
        }
        test = new BitSet(items.size());
        test.set(items.size() - count, items.size());
        testDrawn = false;
        return this;
    }

    /** Makes a fraction of each class test rows; see {@link Dataset#withTest}. */
    public DatasetBuilder testFraction(double fraction, long seed) {
        if (!(fraction >= 0 && fraction < 1)) {
            throw new IllegalArgumentException("The test fraction (%s) must be in [0, 1).".formatted(fraction));
        }
        Randomness random = Randomness.seed(seed).purpose("test rows");
        Map<Integer, List<Integer>> byClass = new HashMap<>();
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] != Dataset.UNKNOWN) {
                byClass.computeIfAbsent(labels[row], label -> new ArrayList<>()).add(row);
            }
        }
        test = new BitSet(items.size());
        testDrawn = true;
        for (List<Integer> rows : byClass.values()) {
            rows.sort(Comparator.comparingLong(row -> random.bits(items.id(row))));
            rows.stream().limit(Math.round(fraction * rows.size())).forEach(test::set);
        }
        return this;
    }

    /**
     * The dataset.
     *
     * @throws IllegalArgumentException if lengths differ or a label is no class
     */
    public Dataset build() {
        requireAsMany("labels", labels.length);
        if (texts != null) {
            requireAsMany("texts", texts.size());
        }
        if (pictures != null) {
            requireAsMany("pictures", pictures.size());
        }
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < Dataset.UNKNOWN || labels[row] >= classes.size()) {
                throw new IllegalArgumentException(
                        "The label (%d) of item (%s) of dataset (%s) is not one of (%d) classes."
                                .formatted(labels[row], items.name(row), name, classes.size()));
            }
        }
        return new Dataset(this);
    }

    private void requireAsMany(String what, int count) {
        if (count != items.size()) {
            throw new IllegalArgumentException(
                    "The dataset (%s) has (%d) items but (%d) %s.".formatted(name, items.size(), count, what));
        }
    }

    String name() {
        return name;
    }

    /** The items. */
    public Items items() {
        return items;
    }

    Preparation preparation() {
        return preparation;
    }

    List<String> classes() {
        return classes;
    }

    int[] labels() {
        return labels;
    }

    BitSet test() {
        return test;
    }

    boolean testDrawn() {
        return testDrawn;
    }

    @Nullable
    List<String> texts() {
        return texts;
    }

    @Nullable
    List<Picture> pictures() {
        return pictures;
    }

    @Nullable
    PictureShape shape() {
        return shape;
    }

    Attributes attributes() {
        return attributes;
    }

    Provenance provenance() {
        return provenance;
    }
}
