/**
 * Learners and models. A learner is a configuration; fitting it on labels gives a model. Nothing that selects fits.
 */
@NullMarked
package dev.quarry.learn;

import org.jspecify.annotations.NullMarked;
