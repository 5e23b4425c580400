package dev.quarry.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The largest of each square of pixels; what does not fill a square is left out.
 *
 * @param size the side of a square
 */
public record MaxPool(int size) implements Layer {

    @Override
    public void declare(Layout.Builder layout) {}

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        return torch.max_pool2d(input, size, size);
    }
}
