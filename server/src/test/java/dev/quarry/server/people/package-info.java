@NullMarked
package dev.quarry.server.people;

import org.jspecify.annotations.NullMarked;
