/** How good the model is and how sure that is, what it took, and whether it is time to stop. */
@NullMarked
package dev.quarry.server.status;

import org.jspecify.annotations.NullMarked;
