@NullMarked
package dev.quarry.server.classes;

import org.jspecify.annotations.NullMarked;
