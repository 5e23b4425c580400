package dev.quarry.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A residual block whose normalisation and rectifier stand before its layers; where the shape changes, the shortcut begins
 * behind them too. Zagoruyko, Komodakis. <i>Wide residual networks.</i> BMVC 2016.
 *
 * @param activation normalisation and rectifier of the input
 * @param body the layers that learn the difference
 * @param shortcut a layer that changes the shape; an empty chain where it stays as it is
 */
public record PreactivationBlock(Chain activation, Chain body, Chain shortcut) implements Layer {

    @Override
    public void declare(Layout.Builder layout) {
        activation.declare(layout);
        body.declare(layout);
        shortcut.declare(layout);
    }

    @Override
    public boolean drops() {
        return body.drops();
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        Tensor active = activation.forward(input, pass);
        Tensor beside = shortcut.layers().isEmpty() ? input : shortcut.forward(active, pass);
        return torch.add(body.forward(active, pass), beside);
    }
}
