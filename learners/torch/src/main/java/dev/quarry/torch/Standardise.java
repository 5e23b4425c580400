package dev.quarry.torch;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Each plane, or number, of the input minus its mean, times its scale: buffers that are set from the labelled rows before the
 * training. What lies more than {@value #FARTHEST} of its deviations away counts as {@value #FARTHEST}, since a column that
 * hardly varies among few labelled rows may vary a lot among all the others.
 *
 * @param planes of the input
 */
public record Standardise(int planes) implements Layer {

    /** The buffer with the means, shape [planes]. */
    public static final String MEAN = "input/mean";

    /** The buffer with the factors, shape [planes]. */
    public static final String SCALE = "input/scale";

    private static final double FARTHEST = 10;

    @Override
    public void declare(Layout.Builder layout) {
        layout.buffer(MEAN, Init.constant(0), planes);
        layout.buffer(SCALE, Init.constant(1), planes);
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        long[] sizes = new long[Math.toIntExact(input.dim())];
        Arrays.fill(sizes, 1);
        sizes[1] = planes;
        Tensor centred = input.sub(pass.array(MEAN).view(sizes));
        Tensor scaled = centred.mul(pass.array(SCALE).view(sizes));
        return torch.clamp(scaled, new ScalarOptional(new Scalar(-FARTHEST)), new ScalarOptional(new Scalar(FARTHEST)));
    }
}
