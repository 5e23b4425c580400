/** Labels that are there before anybody has labelled: columns that came with the data, tags, zero-shot. */
@NullMarked
package dev.quarry.server.start;

import org.jspecify.annotations.NullMarked;
