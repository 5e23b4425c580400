@NullMarked
package dev.quarry.server.start;

import org.jspecify.annotations.NullMarked;
