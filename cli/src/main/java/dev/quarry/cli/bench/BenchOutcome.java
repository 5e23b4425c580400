package dev.quarry.cli.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, and what the selection gave. */
public final class BenchOutcome {

    /** Wall and CPU seconds of one run. */
    record Seconds(double wall, double cpu) {}

    private final BenchRequest request;
    private final double[] wall;
    private final double[] cpu;
    private double[] reading = {};
    private Seconds cold = new Seconds(Double.NaN, Double.NaN);
    private BenchCases.Result result = new BenchCases.Result(new double[0], false);

    BenchOutcome(BenchRequest request) {
        this.request = request;
        this.wall = new double[request.repeats()];
        this.cpu = new double[request.repeats()];
    }

    void cold(Seconds seconds) {
        cold = seconds;
    }

    void repeat(int repeat, Seconds seconds) {
        wall[repeat] = seconds.wall();
        cpu[repeat] = seconds.cpu();
    }

    /** Seconds that reading the files front to back took, and their bytes. */
    void reading(double[] secondsAndBytes) {
        reading = secondsAndBytes;
    }

    void result(BenchCases.Result latest) {
        result = latest;
    }

    /** Wall seconds of each repeat. */
    public double[] wall() {
        return wall.clone();
    }

    /** CPU seconds of the process in each repeat. */
    public double[] cpu() {
        return cpu.clone();
    }

    /** The chosen rows in order, or the value of every row in the cases that choose none, for a dump. */
    public List<? extends Number> result() {
        return result.areRows()
                ? Arrays.stream(result.values()).mapToObj(row -> (int) row).toList()
                : Arrays.stream(result.values()).boxed().toList();
    }

    /**
     * The line for programs, in the order of its keys: {@code case, wall, cpu, wall_min, cpu_min, peak_mb, threads};
     * then {@code heap_mb}, the seconds of the very first run in {@code cold_wall, cold_cpu}, CPU seconds of the whole
     * process so far in {@code process_cpu}, and whether {@code vectors} were there. Without repeats the least seconds are
     * those of the first run. Of files larger than memory: the seconds of one plain reading in {@code read_wall}, its
     * {@code read_gb_per_s}, and {@code read_share}, that time as a share of the least wall seconds. Megabytes are MiB; the peak is of the whole process so far and null where the system does not tell it.
     */
    public Map<String, Object> report() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("case", request.name());
        line.put("wall", Arrays.stream(wall).map(BenchOutcome::rounded).boxed().toList());
        line.put("cpu", Arrays.stream(cpu).map(BenchOutcome::rounded).boxed().toList());
        line.put("wall_min", rounded(Arrays.stream(wall).min().orElse(cold.wall())));
        line.put("cpu_min", rounded(Arrays.stream(cpu).min().orElse(cold.cpu())));
        line.put("peak_mb", ProcessUse.peakMebibytes());
        line.put("threads", request.threads());
        line.put("heap_mb", ProcessUse.peakHeapMebibytes());
        line.put("cold_wall", rounded(cold.wall()));
        line.put("cold_cpu", rounded(cold.cpu()));
        line.put("process_cpu", rounded(ProcessUse.cpuSeconds(false)));
        line.put(
                "vectors", ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
        if (reading.length > 0) {
            line.put("read_wall", rounded(reading[0]));
            line.put("read_gb_per_s", rounded(reading[1] / reading[0] / 1e9));
            line.put("read_share", rounded(reading[0] / (double) line.get("wall_min")));
        }
        return line;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1e4) / 1e4;
    }
}
