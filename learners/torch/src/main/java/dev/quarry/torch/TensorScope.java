package dev.quarry.torch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;

/**
 * Where tensors live: everything native that is made inside is freed at its end. The garbage collector does not see native
 * memory, so a step or a batch outside a scope would pile up until the process is killed.
 */
public final class TensorScope {

    private TensorScope() {}

    /** Runs {@code work} and frees its tensors. */
    public static void run(Runnable work) {
        try (var _ = new PointerScope()) {
            work.run();
        }
    }

    /** What {@code work} gives, which must be no tensor; its tensors are freed. */
    public static <T> T get(Supplier<T> work) {
        try (var _ = new PointerScope()) {
            return work.get();
        }
    }
}
