/** Several people in one project: second opinions, how far they agree, and who decides. */
@NullMarked
package dev.quarry.server.people;

import org.jspecify.annotations.NullMarked;
