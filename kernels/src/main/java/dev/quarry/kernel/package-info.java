/**
 * Arithmetic on rows of numbers: matrices, distances, information measures, top-k, lazy greedy, weighted sampling,
 * k-means. Pure functions; nothing here knows what a model, a label or an acquisition is.
 *
 * <p>Symbols used throughout Quarry: <b>n</b> candidates, <b>m</b> labelled items, <b>C</b> classes, <b>K</b> members of
 * a committee or Monte Carlo passes, <b>d</b> embedding dimensions, <b>k</b> items to choose. A row is a position inside
 * one call and never leaves it; what leaves is the id of the item.
 *
 * <p>Every result depends on the numbers alone: not on the number of threads, the chunk size, the CPU or whether the
 * vector module is present.
 */
@NullMarked
package dev.quarry.kernel;

import org.jspecify.annotations.NullMarked;
