/**
 * Acquisitions: what turns evidence into a choice. One file each, with its formula, its cost and its paper.
 *
 * <p>Higher is better, always. An acquisition sees evidence and kernels, nothing else: it can neither train nor look at
 * a hidden label.
 */
@NullMarked
package dev.quarry.acquire;

import org.jspecify.annotations.NullMarked;
