package dev.quarry.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution with square kernels.
 *
 * @param name of the layer
 * @param inputs planes of the input
 * @param outputs planes of the output
 * @param kernel side of the kernels in pixels
 * @param stride pixels from one place to the next
 * @param padding rows and columns of zeros at each side
 * @param biased whether each plane gets a bias; none where a normalisation follows, which would take it away
 */
public record Conv(String name, int inputs, int outputs, int kernel, int stride, int padding, boolean biased)
        implements Layer, Tapped {

    /** A biased convolution of stride 1. */
    public static Conv biased(String name, int inputs, int outputs, int kernel, int padding) {
        return new Conv(name, inputs, outputs, kernel, 1, padding, true);
    }

    /** A convolution before a normalisation: 3 × 3 or 1 × 1, padded so that stride 1 keeps the size. */
    public static Conv plain(String name, int inputs, int outputs, int kernel, int stride) {
        return new Conv(name, inputs, outputs, kernel, stride, kernel / 2, false);
    }

    /** The side of what comes out of a picture of this side; below 1 if it is too small. */
    public int side(int side) {
        return (side + 2 * padding - kernel) / stride + 1;
    }

    @Override
    public void declare(Layout.Builder layout) {
        int fanIn = inputs * kernel * kernel;
        Init init = biased ? Init.fanIn(fanIn) : Init.he(outputs * kernel * kernel);
        layout.parameter(name + "/weight", init, outputs, inputs, kernel, kernel);
        if (biased) {
            layout.parameter(name + "/bias", init, outputs);
        }
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        TensorOptional bias = biased ? pass.optional(name + "/bias") : new TensorOptional();
        Tensor output = torch.conv2d(
                input,
                pass.array(name + "/weight"),
                bias,
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                1);
        return pass.tap(this, input, output);
    }

    /** The gradient of a row by the weights is the product of its gradient with the patches that the kernels saw. */
    @Override
    public Tensor squares(Tensor input, Tensor gradient, Pass pass) {
        Tensor patches = torch.im2col(
                input, new long[] {kernel, kernel}, new long[] {1, 1}, new long[] {padding, padding}, stride, stride);
        Tensor places = gradient.flatten(2, -1);
        Tensor weights = Squares.ofRows(torch.bmm(places, patches.transpose(1, 2)));
        return biased ? weights.add(Squares.ofRows(places.sum(2))) : weights;
    }
}
