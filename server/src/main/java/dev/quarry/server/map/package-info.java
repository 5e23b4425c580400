/** Where items lie on a map of what models see of them. */
@NullMarked
package dev.quarry.server.map;

import org.jspecify.annotations.NullMarked;
