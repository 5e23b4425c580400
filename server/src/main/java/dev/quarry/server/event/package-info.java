/**
 * What happened in a project, as an append-only log: the one truth that everything else is derived from.
 */
@NullMarked
package dev.quarry.server.event;

import org.jspecify.annotations.NullMarked;
