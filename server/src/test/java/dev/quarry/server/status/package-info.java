@NullMarked
package dev.quarry.server.status;

import org.jspecify.annotations.NullMarked;
