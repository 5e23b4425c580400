/** The commands, called as people and programs call them. */
@NullMarked
package dev.quarry.cli;

import org.jspecify.annotations.NullMarked;
