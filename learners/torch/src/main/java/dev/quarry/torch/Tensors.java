package dev.quarry.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Numbers from the Java heap to native memory and back. */
final class Tensors {

    private Tensors() {}

    /** The first numbers of an array as a tensor of this shape. */
    static Tensor of(float[] values, Device device, long... shape) {
        Tensor tensor = torch.empty(shape);
        int count = count(shape);
        if (count > 0) { // nothing has no address
            tensor.data_ptr_float().put(values, 0, count);
        }
        return on(tensor, device);
    }

    /** Whole numbers. */
    static Tensor of(long[] values, Device device) {
        return on(torch.tensor(values), device);
    }

    /** This tensor where it is to be computed with. */
    static Tensor on(Tensor tensor, Device device) {
        return device == Device.CPU ? tensor : tensor.cuda();
    }

    /** Copies the numbers of a tensor, row by row, to {@code out} from {@code at} on. */
    static void read(Tensor tensor, float[] out, int at, int count) {
        if (count > 0) {
            tensor.cpu().contiguous().data_ptr_float().get(out, at, count);
        }
    }

    private static int count(long... shape) {
        long count = 1;
        for (long size : shape) {
            count = Math.multiplyExact(count, size);
        }
        return Math.toIntExact(count);
    }
}
