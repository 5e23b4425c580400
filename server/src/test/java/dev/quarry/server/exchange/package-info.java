@NullMarked
package dev.quarry.server.exchange;

import org.jspecify.annotations.NullMarked;
