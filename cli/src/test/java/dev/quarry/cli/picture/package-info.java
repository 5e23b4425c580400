@NullMarked
package dev.quarry.cli.picture;

import org.jspecify.annotations.NullMarked;
