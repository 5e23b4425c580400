/**
 * What a file or a command line can name: records that carry their own name and documentation and are discovered.
 */
@NullMarked
package dev.quarry.part;

import org.jspecify.annotations.NullMarked;
