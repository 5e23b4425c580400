package dev.quarry.cli;

import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a piece of work may take of the machine: threads and memory. */
final class WorkOptions {

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "threads; they never change the result (${DEFAULT-VALUE})")
    private int threads = 1;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "memory beside the files, (1g) or (512m); it never changes the result: what does not fit is "
                    + "read from its file, or refused before it begins (half of the heap)")
    private @Nullable String memory;

    /** Work that may read files. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** How many threads work. */
    int threads() {
        return threads;
    }

    /** Runs work within these bounds. */
    <T> T within(Work<T> work) throws IOException {
        try {
            return Memory.using(budget(), () -> Workers.using(threads, () -> unchecked(work)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private long budget() {
        try {
            return memory == null ? Memory.budget() : Memory.parse(memory);
        } catch (IllegalArgumentException e) {
            throw new WrongCall(e);
        }
    }

    private static <T> T unchecked(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
