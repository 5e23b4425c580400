@NullMarked
package dev.quarry.server.search;

import org.jspecify.annotations.NullMarked;
