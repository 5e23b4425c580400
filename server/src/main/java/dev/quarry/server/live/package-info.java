/** What just happened, told to whoever has a page open. */
@NullMarked
package dev.quarry.server.live;

import org.jspecify.annotations.NullMarked;
