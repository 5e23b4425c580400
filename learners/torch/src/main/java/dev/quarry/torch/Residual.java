package dev.quarry.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The sum of a body and a shortcut, rectified. He et al. <i>Deep residual learning for image recognition.</i> CVPR 2016.
 *
 * @param body the layers that learn the difference
 * @param shortcut what the input becomes beside them; an empty chain where it stays as it is
 */
public record Residual(Chain body, Chain shortcut) implements Layer {

    @Override
    public void declare(Layout.Builder layout) {
        body.declare(layout);
        shortcut.declare(layout);
    }

    @Override
    public boolean drops() {
        return body.drops() || shortcut.drops();
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        Tensor sum = torch.add(body.forward(input, pass), shortcut.forward(input, pass));
        return new Relu().forward(sum, pass);
    }
}
