package dev.quarry.lab.result;

/**
 * How good the model was at some number of labels, on the test rows.
 *
 * @param labels how many labels it was fitted on
 * @param accuracy the share of test rows it got right, in [0, 1]
 * @param balancedAccuracy the mean over the classes among the test rows of the share it got right, in [0, 1]
 */
public record Point(int labels, double accuracy, double balancedAccuracy) {}
