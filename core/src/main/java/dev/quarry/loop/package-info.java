/**
 * The one package that knows the whole circle: fit, evidence, select, label, again.
 */
@NullMarked
package dev.quarry.loop;

import org.jspecify.annotations.NullMarked;
