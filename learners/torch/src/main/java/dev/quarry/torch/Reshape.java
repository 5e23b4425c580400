package dev.quarry.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Lays out each row anew.
 *
 * @param shape the sizes of one row
 */
public record Reshape(List<Integer> shape) implements Layer {

    /** A row of these sizes. */
    public static Reshape to(Integer... shape) {
        return new Reshape(List.of(shape));
    }

    @Override
    public void declare(Layout.Builder layout) {}

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        long[] sizes = new long[shape.size() + 1];
        sizes[0] = input.size(0);
        for (int i = 0; i < shape.size(); i++) {
            sizes[i + 1] = shape.get(i);
        }
        return input.reshape(sizes);
    }
}
