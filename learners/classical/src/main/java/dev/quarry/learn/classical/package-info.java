/**
 * Classical learners in plain Java: logistic regression, naive Bayes, decision trees and forests. They fit in
 * milliseconds to seconds, since a person waits for them after every batch.
 *
 * <p>Symbols: <b>m</b> labelled rows, <b>d</b> columns, <b>C</b> classes of the task. A class that no row has gets
 * probability exactly 0. Everything is computed in double precision and in a fixed order, so that a model has the same
 * bits on every machine and for every number of threads.
 */
@NullMarked
package dev.quarry.learn.classical;

import org.jspecify.annotations.NullMarked;
