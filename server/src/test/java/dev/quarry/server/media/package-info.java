@NullMarked
package dev.quarry.server.media;

import org.jspecify.annotations.NullMarked;
