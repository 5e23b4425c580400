package dev.quarry.torch;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
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
                matrixKernels().ifPresent(kernels -> Environment.set("OPENBLAS_CORETYPE", kernels));
                openblas_nolapack.blas_set_num_threads(1);
                // Off: a TorchScript network would be rewritten after a few calls, and its last bits with it.
                torch.setGraphExecutorOptimize(false);
                torch.globalContext().setDeterministicCuDNN(true);
                torch.globalContext().setBenchmarkCuDNN(false);
                return Optional.empty();
            } catch (LinkageError e) {
                return Optional.of(e);
            }
        }
    }

    /**
     * Which of its kernels OpenBLAS is to use on an x86: those for AVX-512 wherever the processor has that, also one that
     * this release does not know, else those for AVX. Those for AVX2, which it would choose, add up the rows of a tile in
     * different orders, so that the last bits of a row would depend on where it lies among others. Hence the environment
     * has no say in it.
     */
    private static Optional<String> matrixKernels() {
        String system = System.getProperty("os.arch");
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (machine == null || !(system.equals("amd64") || system.equals("x86_64"))) {
            return Optional.empty();
        }
        return switch (machine.getVMOption("UseAVX").getValue()) {
            case "3" -> Optional.of("SkylakeX");
            case "2", "1" -> Optional.of("Sandybridge");
            default -> Optional.empty();
        };
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
