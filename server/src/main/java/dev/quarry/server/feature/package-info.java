/** What the models of a project see of its items. */
@NullMarked
package dev.quarry.server.feature;

import org.jspecify.annotations.NullMarked;
