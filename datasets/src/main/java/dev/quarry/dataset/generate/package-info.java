/**
 * Datasets out of a seed: points of the plane with known traps for active learning, clusters in any number of
 * dimensions, and drawn pictures. Every number is a function of (generator, seed, item), so that the same seed gives the
 * same bytes everywhere, and more items do not change the ones before.
 *
 * <p>A <b>honeypot</b> is a region whose labels are pure noise: uncertainty stays high there and nothing can be learnt.
 */
@NullMarked
package dev.quarry.dataset.generate;

import org.jspecify.annotations.NullMarked;
