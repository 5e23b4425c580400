package dev.quarry.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.function.Supplier;

/**
 * A piece of work and what it took.
 *
 * @param result what came out
 * @param cpuSeconds seconds of all threads of this process
 * @param peakBytes the most heap that was in use at once, inputs included
 */
record Answered<T>(T result, double cpuSeconds, long peakBytes) {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static <T> Answered<T> by(Supplier<T> work) {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        long before = SYSTEM.getProcessCpuTime();
        T result = work.get();
        double seconds = (SYSTEM.getProcessCpuTime() - before) / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return new Answered<>(result, seconds, peak);
    }
}
