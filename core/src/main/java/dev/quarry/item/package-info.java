/**
 * The items of a pool, each with an id that it keeps for life.
 */
@NullMarked
package dev.quarry.item;

import org.jspecify.annotations.NullMarked;
