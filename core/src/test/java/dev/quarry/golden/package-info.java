/**
 * What other libraries answer on small inputs, against what Quarry answers. The cases stand in a folder of the schema
 * {@code al-golden/1} that the system property {@code quarry.golden} names; without it these tests are skipped.
 *
 * <p>A function of the folder that {@link GoldenFunctions} does not know is listed at the end and not failed.
 */
@NullMarked
package dev.quarry.golden;

import org.jspecify.annotations.NullMarked;
