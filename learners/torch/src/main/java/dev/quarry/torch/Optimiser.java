package dev.quarry.torch;

import org.bytedeco.pytorch.Tensor;

/** How parameters follow their gradients. */
public sealed interface Optimiser permits SgdRule, AdamRule {

    /** How many numbers it remembers for each parameter. */
    int memories();

    /**
     * One step. All three lie alike; gradients may be written over.
     *
     * @param memories what it remembers, zeros before the first step
     * @param step which step this is, from 1 on
     */
    void step(Tensor parameters, Tensor gradients, Tensor[] memories, long step, double learningRate);
}
