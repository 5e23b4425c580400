/**
 * Strategies: how the evidence is obtained, together with the acquisition applied to it, and their combinators.
 */
@NullMarked
package dev.quarry.strategy;

import org.jspecify.annotations.NullMarked;
