package dev.quarry.learn.torch;

import dev.quarry.part.Part;
import dev.quarry.torch.Optimiser;

/** How the weights follow the gradient: the optimiser of a training with its rates. */
public interface Descent extends Part {

    /** The learning rate before any schedule. */
    double learningRate();

    /** The rule of one step. */
    Optimiser rule();
}
