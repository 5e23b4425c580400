package dev.quarry.torch;

import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** The native library: loaded when first needed, with settings that keep its memory flat and its threads asleep. */
public final class Torch {

    private Torch() {}

    /** Loaded once; every later look finds it ready, or the same reason why it is not. */
    private static final class Ready {
        static final Object LOCK = new Object();
        static final Optional<LinkageError> FAILURE = load();

        private static Optional<LinkageError> load() {
            try {
                // Off: javacpp would count the whole process against four times the Java heap and refuse to allocate.
                if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
                    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
                }
                // Threads that wait for work sleep instead of spinning, and only one library starts threads.
                Environment.setUnlessSet("OMP_WAIT_POLICY", "PASSIVE");
                Environment.setUnlessSet("OPENBLAS_NUM_THREADS", "1");
                openblas_nolapack.blas_set_num_threads(1);
                torch.globalContext().setDeterministicCuDNN(true);
                torch.globalContext().setBenchmarkCuDNN(false);
                return Optional.empty();
            } catch (LinkageError e) {
                return Optional.of(e);
            }
        }
    }

    /**
     * Runs {@code work} on the native library, on up to {@code threads} threads of its own. The number is part of what
     * decides the last bits, so it never follows the machine.
     *
     * @throws IllegalStateException if there is no native library for this system
     */
    public static <T> T using(int threads, Supplier<T> work) {
        synchronized (lock()) {
            // The number belongs to the calling thread, but asking for it and setting it also write what all share.
            if (torch.get_num_threads() != threads) {
                torch.set_num_threads(threads);
            }
        }
        return work.get();
    }

    /** Whether there is a graphics card that this library can use. */
    public static boolean cuda() {
        lock();
        return torch.cuda_is_available();
    }

    private static Object lock() {
        Ready.FAILURE.ifPresent(e -> {
            throw new IllegalStateException(
                    "PyTorch cannot be loaded on (%s, %s): %s. Maybe the jar with its native libraries for this system is missing from the class path."
                            .formatted(
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch"),
                                    String.valueOf(e.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse("no reason given")),
                    e);
        });
        return Ready.LOCK;
    }
}
