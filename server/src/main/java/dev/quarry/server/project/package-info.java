/**
 * What is true in a project by now, derived from its log: classes, labels, batches, models, settings.
 */
@NullMarked
package dev.quarry.server.project;

import org.jspecify.annotations.NullMarked;
