package dev.quarry.dataset.catalogue;

import dev.quarry.dataset.Dataset;

/**
 * What a dataset must turn out to be once it is read.
 *
 * @param items how many items
 * @param features how many feature columns; {@link #ANY} where other features were asked for
 * @param classes how many classes
 */
public record Expected(int items, int features, int classes) {

    /** Any number of features. */
    public static final int ANY = -1;

    Expected withoutFeatures() {
        return new Expected(items, ANY, classes);
    }

    /** What a dataset is, as far as this one asks. */
    Expected found(Dataset dataset) {
        return new Expected(
                dataset.size(),
                features == ANY ? ANY : dataset.cols(),
                dataset.classes().size());
    }
}
