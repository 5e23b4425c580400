@NullMarked
package dev.quarry.server.map;

import org.jspecify.annotations.NullMarked;
