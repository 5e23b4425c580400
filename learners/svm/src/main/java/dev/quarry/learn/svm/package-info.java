/**
 * Support vector machines in plain Java over dense float32 rows: with kernels (sequential minimal optimisation, one
 * machine per pair of classes) and linear (Newton's method, one per class). Each row has a cost of its own, so weights
 * count exactly.
 *
 * <p>Nothing is random and nothing depends on the order of the rows: they are first brought into an order that follows
 * from their numbers alone, which also deals them to the folds of the calibration. Probabilities come from decision
 * values of rows that were held out (Platt), since those of the rows that a machine was fitted on flatter it.
 *
 * <p>Symbols: <b>m</b> labelled rows, <b>d</b> columns, <b>C</b> classes that were seen, <b>S</b> support vectors.
 */
@NullMarked
package dev.quarry.learn.svm;

import org.jspecify.annotations.NullMarked;
