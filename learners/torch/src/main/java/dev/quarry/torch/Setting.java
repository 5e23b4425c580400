package dev.quarry.torch;

/**
 * Where and how a network is computed.
 *
 * @param device where
 * @param threads how many threads one operation may use, at least 1; another number may change the last bits
 */
public record Setting(Device device, int threads) {

    /** One thread of the processor. */
    public static final Setting ONE_THREAD = new Setting(Device.CPU, 1);

    /** States the rule. */
    public Setting {
        if (threads < 1) {
            throw new IllegalArgumentException("The threads (%d) must be at least 1.".formatted(threads));
        }
    }

    /** Runs {@code work} in this setting, in a scope of its own. */
    void run(Runnable work) {
        Torch.using(threads, () -> {
            TensorScope.run(work);
            return true;
        });
    }
}
