/** Work that takes longer than a request, with progress and cancellation. */
@NullMarked
package dev.quarry.server.job;

import org.jspecify.annotations.NullMarked;
