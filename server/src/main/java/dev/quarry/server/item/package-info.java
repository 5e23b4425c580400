/** What the items of a project are: it stands beside the log and never changes. */
@NullMarked
package dev.quarry.server.item;

import org.jspecify.annotations.NullMarked;
