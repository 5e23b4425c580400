@NullMarked
package dev.quarry.server.store;

import org.jspecify.annotations.NullMarked;
