@NullMarked
package dev.quarry.server.experiment;

import org.jspecify.annotations.NullMarked;
