/**
 * What learning curves amount to: accuracy, area, labels saved, and the comparison of every strategy with random. Pure
 * functions of results.
 */
@NullMarked
package dev.quarry.lab.measure;

import org.jspecify.annotations.NullMarked;
