/** Looking after an installation while nobody uses it. */
@NullMarked
package dev.quarry.server.upkeep;

import org.jspecify.annotations.NullMarked;
