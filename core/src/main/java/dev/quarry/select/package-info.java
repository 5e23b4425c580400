/**
 * Selectors: what turns the scores or set gains of an acquisition into a batch in a way other than the plain one.
 */
@NullMarked
package dev.quarry.select;

import org.jspecify.annotations.NullMarked;
