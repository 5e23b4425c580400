package dev.quarry.torch;

import org.bytedeco.pytorch.Tensor;

/** A layer with parameters, which can say how long the gradient of each row's loss by them is. */
interface Tapped {

    /**
     * The squared length of the gradient by the parameters of this layer, row by row, from what went through it.
     *
     * @param input what the layer got, shape [n, …]
     * @param gradient of each row's loss by what the layer gave, shape [n, …]
     * @return shape [n]
     */
    Tensor squares(Tensor input, Tensor gradient, Pass pass);
}
