/** Comparisons that the lab ran or is running, to look at and to set side by side. */
@NullMarked
package dev.quarry.server.experiment;

import org.jspecify.annotations.NullMarked;
