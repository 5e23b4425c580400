/**
 * Features from somebody's own network: pictures and texts become the rows that a model file gives for them.
 *
 * <p>An <b>embedding</b> is the row of numbers that a network gives for one item: its output, or a tensor inside it. A
 * <b>batch</b> is always filled up to one fixed size, so that the row of an item depends on the item and the
 * configuration alone, never on its neighbours, on how many threads there are or on what the cache held. <b>Zero-shot</b>
 * compares the embedding of a picture with those of sentences about the classes.
 *
 * <p>Rows that were computed once are kept in a cache by the hash of what was embedded and of everything that decides the
 * row; work that was killed goes on where it was. See {@code CacheFolder} for where.
 *
 * <p>Shapes: n items, d columns, C classes, batches [b, channels, height, width] or [b, height, width, channels], tokens
 * [b, t].
 */
@NullMarked
package dev.quarry.dataset.embed;

import org.jspecify.annotations.NullMarked;
