package dev.quarry.lab;

import dev.quarry.dataset.Dataset;
import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import dev.quarry.oracle.KnownLabels;
import dev.quarry.pool.Pool;
import java.util.Arrays;
import java.util.List;

/** The data as one seed sees them: a pool to label and test rows to be judged by. Rows that nobody knows are left out. */
final class Task {

    private final Items items;
    private final Matrix features;
    private final int[] labels;
    private final Matrix testFeatures;
    private final int[] testLabels;
    private final List<String> classes;
    private final Attributes attributes;

    private Task(Dataset data, Matrix all, int[] pool, int[] test) {
        this.items = data.items().select(pool);
        this.labels = Arrays.stream(pool).map(data::label).toArray();
        this.testLabels = Arrays.stream(test).map(data::label).toArray();
        this.classes = data.classes();
        this.attributes = data.attributes();
        this.features = all.select(pool);
        this.testFeatures = all.select(test);
    }

    /**
     * The task of a seed: the dataset's own split, or one drawn by the seed.
     *
     * @throws IllegalArgumentException if there are no test rows or nothing to choose from
     */
    static Task of(Dataset dataset, Settings settings, long seed) {
        Dataset split = hasSplit(dataset) ? dataset : dataset.withTest(settings.testShare(), seed);
        int[] pool = known(split, split.poolRows());
        int[] test = known(split, split.testRows());
        if (test.length == 0) {
            throw new IllegalArgumentException(
                    "The dataset (%s) gives no labelled test rows. Maybe it is too small for a share of (%s)."
                            .formatted(dataset.name(), settings.testShare()));
        }
        if (settings.budget() > pool.length) {
            throw new IllegalArgumentException(
                    "The budget (%d) is more than the (%d) items of the pool of (%s). Maybe lower it to (%d)."
                            .formatted(settings.budget(), pool.length, dataset.name(), pool.length));
        }
        return new Task(split, split.features(), pool, test);
    }

    static boolean hasSplit(Dataset dataset) {
        return dataset.hasGivenTest() && known(dataset, dataset.testRows()).length > 0;
    }

    private static int[] known(Dataset dataset, int[] rows) {
        return Arrays.stream(rows)
                .filter(row -> dataset.label(row) != Dataset.UNKNOWN)
                .toArray();
    }

    /** A fresh pool in which nothing is labelled. */
    Pool pool() {
        return new Pool(items, features, classes, attributes);
    }

    /** Who knows the labels of the pool. */
    KnownLabels oracle() {
        return new KnownLabels(items, labels, classes);
    }

    /** The features of the pool, shape [n, d]. */
    Matrix features() {
        return features;
    }

    /** The class of a row of the pool. */
    int label(int row) {
        return labels[row];
    }

    /** The features of the test rows, shape [t, d]. */
    Matrix testFeatures() {
        return testFeatures;
    }

    /** The classes of the test rows, as a fresh array. */
    int[] testLabels() {
        return testLabels.clone();
    }

    /** How many items of each class the pool has. */
    List<Integer> classCounts() {
        Integer[] counts = new Integer[classes.size()];
        Arrays.fill(counts, 0);
        for (int label : labels) {
            counts[label]++;
        }
        return List.of(counts);
    }
}
