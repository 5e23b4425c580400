package dev.quarry.dataset.catalogue;

/**
 * What a dataset must turn out to be once it is read.
 *
 * @param items how many items
 * @param features how many feature columns
 * @param classes how many classes
 */
public record Expected(int items, int features, int classes) {}
