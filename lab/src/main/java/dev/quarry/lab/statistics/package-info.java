/**
 * The statistics of comparisons and shares: mean and spread, Wilcoxon's signed-rank test, Holm's correction, score intervals.
 * Pure functions; {@code NaN} means that a number does not exist, for example the spread of one value.
 */
@NullMarked
package dev.quarry.lab.statistics;

import org.jspecify.annotations.NullMarked;
