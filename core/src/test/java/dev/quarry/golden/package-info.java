/**
 * What other libraries answer on small inputs, against what Quarry answers. The cases stand in a folder of the schema
 * {@code al-golden/1} that the system property {@code quarry.golden} names; without it these tests are skipped.
 *
 * <p>What {@link GoldenFunctions} does not know must be argued in {@link GoldenCasesTest}; where peers deviate, a note in
 * {@code errata.json} says why, and {@code docs/errata.md} is made of it.
 */
@NullMarked
package dev.quarry.golden;

import org.jspecify.annotations.NullMarked;
