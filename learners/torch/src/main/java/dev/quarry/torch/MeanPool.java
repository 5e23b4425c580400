package dev.quarry.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The mean of each plane: pictures of any size to as many numbers as there are planes. */
public record MeanPool() implements Layer {

    @Override
    public void declare(Layout.Builder layout) {}

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        return torch.flatten(torch.adaptive_avg_pool2d(input, 1, 1), 1, -1);
    }
}
