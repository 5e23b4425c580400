package dev.quarry.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The rectifier: max(x, 0). It may write over its input, so what lies before it must not need that again. */
public record Relu() implements Layer {

    @Override
    public void declare(Layout.Builder layout) {}

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        return pass.tapped() ? torch.relu(input) : torch.relu_(input);
    }
}
