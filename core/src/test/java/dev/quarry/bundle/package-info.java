@NullMarked
package dev.quarry.bundle;

import org.jspecify.annotations.NullMarked;
