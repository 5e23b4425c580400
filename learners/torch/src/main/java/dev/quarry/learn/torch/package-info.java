/**
 * Deep learners: networks of the literature, trained by one shared plan ({@link dev.quarry.learn.torch.Training}). Their
 * models answer with a last layer, gradients, Monte Carlo passes where there is dropout, and a history where the plan keeps
 * snapshots.
 */
@NullMarked
package dev.quarry.learn.torch;

import org.jspecify.annotations.NullMarked;
