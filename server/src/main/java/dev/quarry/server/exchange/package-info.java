/** Taking results out of a project, and bringing them into one. */
@NullMarked
package dev.quarry.server.exchange;

import org.jspecify.annotations.NullMarked;
