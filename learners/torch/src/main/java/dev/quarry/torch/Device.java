package dev.quarry.torch;

/** Where the numbers are computed. */
public enum Device {
    /** The processor. */
    CPU,
    /** The first graphics card. */
    CUDA;

    /**
     * This device, if it is there.
     *
     * @throws IllegalStateException if it is not
     */
    public Device require() {
        if (this == CUDA && !Torch.cuda()) {
            throw new IllegalStateException(
                    "The device (cuda) is not there: PyTorch finds no graphics card that it can use. Maybe set (device: cpu), or put the jar (org.bytedeco:pytorch) with the classifier that ends in (-gpu) on the class path.");
        }
        return this;
    }
}
