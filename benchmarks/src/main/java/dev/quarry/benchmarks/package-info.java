/**
 * Benchmarks of single kernels (JMH). Whole selections are measured by {@code quarry bench}, and beside a peer by
 * {@code selection.sh}.
 */
@NullMarked
package dev.quarry.benchmarks;

import org.jspecify.annotations.NullMarked;
