/** What tests may do to kernels. */
@NullMarked
package dev.quarry.kernel;

import org.jspecify.annotations.NullMarked;
