package dev.quarry.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A fully connected layer: {@code W·x + b}.
 *
 * @param name of the layer
 * @param inputs how many numbers a row has
 * @param outputs how many it gets
 * @param weights what its weights begin with
 * @param biases what its biases begin with
 */
public record Dense(String name, int inputs, int outputs, Init weights, Init biases) implements Layer, Tapped {

    /** A fresh layer. */
    public Dense(String name, int inputs, int outputs) {
        this(name, inputs, outputs, Init.fanIn(inputs), Init.fanIn(inputs));
    }

    @Override
    public void declare(Layout.Builder layout) {
        layout.parameter(weight(), weights, outputs, inputs);
        layout.parameter(bias(), biases, outputs);
    }

    String weight() {
        return name + "/weight";
    }

    String bias() {
        return name + "/bias";
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        return pass.tap(this, input, torch.linear(input, pass.array(weight()), pass.optional(bias())));
    }

    /** The gradient of a row by the weights is an outer product, whose length is the product of the lengths; the bias adds a 1 to the input. */
    @Override
    public Tensor squares(Tensor input, Tensor gradient, Pass pass) {
        return Squares.ofRows(gradient).mul(Squares.ofRows(input).add(new Scalar(1)));
    }
}
