/**
 * The append-only record of every label event, with who, when, and which model asked and why.
 */
@NullMarked
package dev.quarry.journal;

import org.jspecify.annotations.NullMarked;
