/**
 * Many columns brought to few: principal components, and the eigenvectors that they and latent semantic analysis need.
 */
@NullMarked
package dev.quarry.dataset.reduce;

import org.jspecify.annotations.NullMarked;
