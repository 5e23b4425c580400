/**
 * Data to learn from: where it comes from, what it says, and how it becomes rows of numbers.
 *
 * <p>A <b>dataset</b> is a list of items with features, class names and the labels that are known. Its <b>content</b> is
 * what a person looks at: a text, a picture, or the numbers themselves. A <b>test row</b> is never labelled by anybody
 * and never fitted on; every other row is a <b>pool row</b>. A <b>preparation</b> is what must be learnt from rows before
 * there are features: medians, means, document frequencies. It is learnt from the rows that the caller names, so that a
 * split never leaks, and can be kept and applied to other data. A <b>reduction</b> brings any features to fewer. A <b>generator</b> makes a dataset from a seed.
 *
 * <p>Shapes: n items, d feature columns, C classes. Row <i>i</i> is item <i>i</i> of {@code items()}, everywhere.
 *
 * <p>This package knows no file format. {@code read} knows the formats, {@code feature} the preparations,
 * {@code reduce} the reductions, {@code generate} the generators, {@code catalogue} the published datasets and the one door to all of them,
 * {@code Datasets.open}.
 */
@NullMarked
package dev.quarry.dataset;

import org.jspecify.annotations.NullMarked;
