package dev.quarry.evidence;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is computed when it is first asked for, once, whichever thread asks. */
final class Later<T> implements Supplier<T> {

    private @Nullable Supplier<? extends T> work;
    private @Nullable T value;

    Later(Supplier<? extends T> work) {
        this.work = work;
    }

    @Override
    public synchronized T get() {
        T known = value;
        if (known == null) {
            known = Objects.requireNonNull(work).get();
            value = known;
            work = null; // what it was computed from may be large
        }
        return known;
    }
}
