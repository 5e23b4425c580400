/** The command line: the one place that sees everything, and has no logic of its own. */
@NullMarked
package dev.quarry.cli;

import org.jspecify.annotations.NullMarked;
