@NullMarked
package dev.quarry.e2e;

import org.jspecify.annotations.NullMarked;
