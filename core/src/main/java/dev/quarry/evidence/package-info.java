/**
 * What a model or the geometry of a pool says about the candidates: the only thing an acquisition may see.
 *
 * <p>Row <i>i</i> of every matrix is candidate <i>i</i>. Symbols: <b>n</b> candidates, <b>m</b> labelled items, <b>C</b>
 * classes, <b>K</b> committee members or passes, <b>d</b> embedding dimensions.
 */
@NullMarked
package dev.quarry.evidence;

import org.jspecify.annotations.NullMarked;
