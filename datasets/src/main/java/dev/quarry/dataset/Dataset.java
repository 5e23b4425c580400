package dev.quarry.dataset;

import dev.quarry.bundle.State;
import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Items with features, classes and the labels that are known. Immutable; safe for several threads.
 *
 * <p>Row <i>i</i> is item <i>i</i> of {@link #items()}. Row numbers follow the order of the files, pool before test.
 */
public final class Dataset {

    /** The label of a row whose class nobody knows. */
    public static final int UNKNOWN = -1;

    private final String name;
    private final Items items;
    private final Preparation preparation;
    private final List<String> classes;
    private final int[] labels;
    private final BitSet test;
    private final boolean testDrawn;
    private final @Nullable List<String> texts;
    private final @Nullable List<Picture> pictures;
    private final @Nullable PictureShape shape;
    private final Provenance provenance;
    private final Attributes attributes;
    private volatile @Nullable State learnt;
    private volatile @Nullable Matrix fitted;

    Dataset(DatasetBuilder from) {
        this.name = from.name();
        this.items = from.items();
        this.preparation = from.preparation();
        this.classes = from.classes();
        this.labels = from.labels();
        this.test = from.test();
        this.testDrawn = from.testDrawn();
        this.texts = from.texts();
        this.pictures = from.pictures();
        this.shape = from.shape();
        this.provenance = from.provenance();
        this.attributes = from.attributes();
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** The items, n of them: files by their path, rows by their number or the key that the file gives them. */
    public Items items() {
        return items;
    }

    /** How many items there are, n. */
    public int size() {
        return items.size();
    }

    /**
     * The features of all items, float32, shape [n, d], everything that had to be learnt learnt from the pool rows.
     * Computed once, when first asked for.
     */
    public Matrix features() {
        Matrix known = fitted;
        if (known == null) {
            known = features(learn());
            fitted = known;
        }
        return known;
    }

    /** The features of all items, float32, shape [n, d], everything that had to be learnt learnt from the given rows. */
    public Matrix features(int[] fittedRows) {
        return preparation.fit(fittedRows);
    }

    /**
     * The features of all items, float32, shape [n, d'], by what was learnt from another dataset: the same columns,
     * vocabulary or scale as there.
     *
     * @throws IllegalArgumentException if it was learnt from another kind of data, or with a column that is not here
     */
    public Matrix features(State learnt) {
        try {
            return Reduced.apply(preparation, learnt);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The dataset (%s): %s".formatted(name, e.getMessage()), e);
        }
    }

    /**
     * What has to be learnt for the features, learnt from the given rows only: the scale of columns, a vocabulary. A
     * model that is kept needs it beside its own, to see other data as it saw these.
     *
     * @param rows at least one
     */
    public State learn(int[] rows) {
        return preparation.learn(rows);
    }

    /** What {@link #features()} learns from the pool rows. Computed once, when first asked for. */
    public State learn() {
        State known = learnt;
        if (known == null) {
            known = learn(poolRows());
            learnt = known;
        }
        return known;
    }

    /** How many features an item has, d. What must be learnt for that is learnt from the pool rows. */
    public int cols() {
        return preparation.cols(learn());
    }

    /** The names of the feature columns; empty where they have none. */
    public List<String> featureNames() {
        return preparation.names(learn());
    }

    /** Whether the features are points of a plane, so that a map can show them as they are. */
    public boolean isPlanar() {
        return cols() == 2;
    }

    /** How a row of features is laid out as a picture, if it is one. */
    public Optional<PictureShape> shape() {
        return Optional.ofNullable(shape);
    }

    /** The names of the classes, C of them; empty where nothing is labelled. */
    public List<String> classes() {
        return classes;
    }

    /** The class of a row, in [0, C), or {@link #UNKNOWN}. */
    public int label(int row) {
        return labels[row];
    }

    /** The class of every row, as a fresh array. */
    public int[] labels() {
        return labels.clone();
    }

    /** How many rows each class has, as a fresh array of length C. */
    public int[] classCounts() {
        int[] counts = new int[classes.size()];
        for (int label : labels) {
            if (label != UNKNOWN) {
                counts[label]++;
            }
        }
        return counts;
    }

    /** Whether it brings test rows of its own, rather than some that were drawn at random or none at all. */
    public boolean hasGivenTest() {
        return !test.isEmpty() && !testDrawn;
    }

    /** Whether a row is a test row. */
    public boolean isTest(int row) {
        return test.get(row);
    }

    /** The test rows, ascending; none where no split is given. */
    public int[] testRows() {
        return test.stream().toArray();
    }

    /** All other rows, ascending. */
    public int[] poolRows() {
        BitSet pool = new BitSet(size());
        pool.set(0, size());
        pool.andNot(test);
        return pool.stream().toArray();
    }

    /** The text of a row, if the items are texts. */
    public Optional<String> text(int row) {
        return texts == null ? Optional.empty() : Optional.of(texts.get(row));
    }

    /** The picture of a row, if the items are pictures. */
    public Optional<Picture> picture(int row) {
        return pictures == null ? Optional.empty() : Optional.of(pictures.get(row));
    }

    /** What is known about the items beside their features, such as a group or a price; no columns where nothing is. */
    public Attributes attributes() {
        return attributes;
    }

    /** Where it comes from. */
    public Provenance provenance() {
        return provenance;
    }

    /**
     * The same data with another split: of each class, the given fraction of its rows becomes test rows. Which ones
     * depends on the seed and the ids of the items alone. Rows without a label stay in the pool.
     *
     * @param fraction in [0, 1); 0 means no test rows
     */
    public Dataset withTest(double fraction, long seed) {
        return toBuilder(preparation).testFraction(fraction, seed).build();
    }

    /** The same data with fewer features, which are no picture any more. The reduction is learnt with the rest. */
    public Dataset reduced(Reduction reduction) {
        return toBuilder(new Reduced(preparation, reduction))
                .split(test, testDrawn)
                .build();
    }

    /**
     * The same items, features and test rows with other labels.
     *
     * @param classes the names of the classes, C of them
     * @param labels one for each row: in [0, C) or {@link #UNKNOWN}
     */
    public Dataset withLabels(List<String> classes, int[] labels) {
        return toBuilder(preparation)
                .classes(classes)
                .labels(labels)
                .split(test, testDrawn)
                .build();
    }

    private DatasetBuilder toBuilder(Preparation other) {
        DatasetBuilder copy = new DatasetBuilder(items, other)
                .name(name)
                .classes(classes)
                .labels(labels)
                .provenance(provenance)
                .attributes(attributes);
        if (texts != null) {
            copy.texts(texts);
        }
        if (pictures != null) {
            copy.pictures(pictures);
        }
        return shape == null || other instanceof Reduced ? copy : copy.shape(shape);
    }

    @Override
    public String toString() {
        return "%s[%d items, %d classes, %d test rows, counts %s]"
                .formatted(name, size(), classes.size(), test.cardinality(), Arrays.toString(classCounts()));
    }
}
