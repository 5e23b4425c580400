/**
 * What was learnt, as named numbers and texts, and the file that keeps it. No Java serialisation: a bundle is a zip of
 * {@code .npy} arrays and texts with the SHA-256 of each, which other languages can read.
 */
@NullMarked
package dev.quarry.bundle;

import org.jspecify.annotations.NullMarked;
