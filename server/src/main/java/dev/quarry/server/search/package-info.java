/** Finding items among a million: what was asked in words, answered from columns in memory. */
@NullMarked
package dev.quarry.server.search;

import org.jspecify.annotations.NullMarked;
