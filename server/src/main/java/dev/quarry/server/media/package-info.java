/** Pictures as pages see them: judged by their bytes, decoded with care, small versions kept on the disk. */
@NullMarked
package dev.quarry.server.media;

import org.jspecify.annotations.NullMarked;
