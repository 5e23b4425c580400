/**
 * The items with their features, and the state of each: unlabelled, labelled, skipped, unsure, ignored.
 */
@NullMarked
package dev.quarry.pool;

import org.jspecify.annotations.NullMarked;
