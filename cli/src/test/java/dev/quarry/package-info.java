/** The rules of the house, as tests over all modules. */
@NullMarked
package dev.quarry;

import org.jspecify.annotations.NullMarked;
