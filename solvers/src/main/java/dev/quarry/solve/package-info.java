/**
 * Acquisitions that solve integer programmes, on OR-Tools. What they promise stands in their certificate.
 */
@NullMarked
package dev.quarry.solve;

import org.jspecify.annotations.NullMarked;
