package dev.quarry.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalisation: each plane, or number, to mean 0 and variance 1, then scaled and shifted as learnt. While training by
 * the numbers of the batch, whose running means are kept (the newest counts a tenth) for all other passes. Ioffe, Szegedy.
 * <i>Batch normalization.</i> ICML 2015.
 *
 * @param name of the layer
 * @param planes of the input
 */
public record BatchNorm(String name, int planes) implements Layer, Tapped {

    private static final double MOMENTUM = 0.1;
    private static final double EPSILON = 1e-5;

    @Override
    public void declare(Layout.Builder layout) {
        layout.parameter(name + "/weight", Init.constant(1), planes);
        layout.parameter(name + "/bias", Init.constant(0), planes);
        layout.buffer(name + "/running-mean", Init.constant(0), planes);
        layout.buffer(name + "/running-variance", Init.constant(1), planes);
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        Tensor output = torch.batch_norm(
                input,
                pass.optional(name + "/weight"),
                pass.optional(name + "/bias"),
                pass.optional(name + "/running-mean"),
                pass.optional(name + "/running-variance"),
                pass.training(),
                MOMENTUM,
                EPSILON,
                true);
        return pass.tap(this, input, output);
    }

    @Override
    public Tensor squares(Tensor input, Tensor gradient, Pass pass) {
        Tensor deviation =
                pass.array(name + "/running-variance").add(new Scalar(EPSILON)).sqrt();
        Tensor normal = planewise(input)
                .sub(pass.array(name + "/running-mean").view(1, planes, 1))
                .div(deviation.view(1, planes, 1));
        Tensor places = planewise(gradient);
        return Squares.ofRows(places.mul(normal).sum(2)).add(Squares.ofRows(places.sum(2)));
    }

    private Tensor planewise(Tensor tensor) {
        return tensor.reshape(tensor.size(0), planes, -1);
    }
}
