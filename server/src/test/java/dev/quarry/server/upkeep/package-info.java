@NullMarked
package dev.quarry.server.upkeep;

import org.jspecify.annotations.NullMarked;
