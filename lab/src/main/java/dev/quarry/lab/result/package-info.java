/** What a comparison found, as plain records. Everything that people see is computed from these alone. */
@NullMarked
package dev.quarry.lab.result;

import org.jspecify.annotations.NullMarked;
