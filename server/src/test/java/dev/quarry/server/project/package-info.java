@NullMarked
package dev.quarry.server.project;

import org.jspecify.annotations.NullMarked;
