/** What every learner promises, as tests that a module of learners runs over its own. Not part of a release. */
@NullMarked
package dev.quarry.learn.contract;

import org.jspecify.annotations.NullMarked;
