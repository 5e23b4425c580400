@NullMarked
package dev.quarry.server.job;

import org.jspecify.annotations.NullMarked;
