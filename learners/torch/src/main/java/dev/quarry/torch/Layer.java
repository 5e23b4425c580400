package dev.quarry.torch;

import org.bytedeco.pytorch.Tensor;

/** One step of a network: a function of its input and of numbers that it names. Holds nothing native. */
public sealed interface Layer
        permits BatchNorm,
                Chain,
                Conv,
                Dense,
                Dropout,
                MaxPool,
                MeanPool,
                PreactivationBlock,
                Relu,
                Reshape,
                Residual,
                Standardise {

    /** Names its arrays. */
    void declare(Layout.Builder layout);

    /** Its output. */
    Tensor forward(Tensor input, Pass pass);

    /** Whether there is a dropout inside that drops anything. */
    default boolean drops() {
        return false;
    }
}
