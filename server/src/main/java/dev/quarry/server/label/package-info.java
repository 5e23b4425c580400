/** What people say about items: checked against what is true at that moment, and written down as acts that can be taken back. */
@NullMarked
package dev.quarry.server.label;

import org.jspecify.annotations.NullMarked;
