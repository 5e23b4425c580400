@NullMarked
package dev.quarry.server.item;

import org.jspecify.annotations.NullMarked;
