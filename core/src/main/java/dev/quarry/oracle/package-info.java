/**
 * Who answers: a label file, a person, a service.
 */
@NullMarked
package dev.quarry.oracle;

import org.jspecify.annotations.NullMarked;
