@NullMarked
package dev.quarry.server.data;

import org.jspecify.annotations.NullMarked;
