/**
 * The command line: the one place that sees everything and prints.
 */
@NullMarked
package dev.quarry.cli;

import org.jspecify.annotations.NullMarked;
