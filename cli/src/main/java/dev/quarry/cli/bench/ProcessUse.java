package dev.quarry.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What this process has used so far. */
final class ProcessUse {

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final Path CALLER = Path.of("/proc/thread-self");
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessUse() {}

    /**
     * CPU seconds of all threads, the compiler's and the collector's included.
     *
     * @param fine whether to ask thread by thread where the system tells: to the nanosecond for the calling thread, to a
     *     few milliseconds for the others. Threads that have ended are then missing, so only for work that starts none.
     *     Otherwise in steps of perhaps 10 ms
     */
    static double cpuSeconds(boolean fine) {
        try {
            return fine && Files.exists(CALLER) ? fineCpuSeconds() : coarseCpuSeconds();
        } catch (IOException e) {
            return coarseCpuSeconds();
        }
    }

    private static double fineCpuSeconds() throws IOException {
        Path caller = Files.readSymbolicLink(CALLER).getFileName();
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                if (!task.getFileName().equals(caller)) {
                    String text = Files.readString(task.resolve("schedstat"));
                    nanos += Long.parseLong(text.substring(0, text.indexOf(' ')));
                }
            }
        }
        return nanos / 1e9;
    }

    private static double coarseCpuSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }

    /** The largest resident memory, null where the system does not tell it. */
    static @Nullable Long peakMebibytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmHWM")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
                }
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    /** The sum over the pools of the heap of the most that each has held. */
    static long peakHeapMebibytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(use -> use == null ? 0 : use.getUsed())
                        .sum()
                >> 20;
    }
}
