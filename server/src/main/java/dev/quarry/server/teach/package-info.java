/** Models behind the labels: training, predictions, what to ask next. */
@NullMarked
package dev.quarry.server.teach;

import org.jspecify.annotations.NullMarked;
