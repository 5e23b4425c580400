/**
 * The statistics of paired comparisons: mean and spread, Wilcoxon's signed-rank test, Holm's correction.
 * Pure functions; {@code NaN} means that a number does not exist, for example the spread of one value.
 */
@NullMarked
package dev.quarry.lab.statistics;

import org.jspecify.annotations.NullMarked;
