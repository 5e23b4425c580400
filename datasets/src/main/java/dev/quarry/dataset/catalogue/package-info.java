/**
 * Published datasets, one YAML file each in the resource folder of this package, and the door to every dataset:
 * {@code Datasets.open}.
 *
 * <p>An <b>entry</b> says what a dataset is, which files it has (with SHA-256 and, where there is one, an address), how
 * they are read and which rows are test rows. Files lie in {@code <data folder>/<name>/}. To add a dataset, add one YAML
 * file; nothing lists them.
 */
@NullMarked
package dev.quarry.dataset.catalogue;

import org.jspecify.annotations.NullMarked;
