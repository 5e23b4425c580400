/** The classes of a project: names, colours and keys that do not clash. */
@NullMarked
package dev.quarry.server.classes;

import org.jspecify.annotations.NullMarked;
