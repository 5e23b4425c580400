package dev.quarry.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Squared lengths, row by row. */
final class Squares {

    private Squares() {}

    /** The squared length of each row, whatever its shape: [n, …] to [n]. */
    static Tensor ofRows(Tensor tensor) {
        return torch.square(tensor).flatten(1, -1).sum(1);
    }
}
