package dev.quarry.cli;

import dev.quarry.dataset.Dataset;
import dev.quarry.lab.RunFolder;
import dev.quarry.lab.Settings;
import dev.quarry.lab.Simulation;
import dev.quarry.lab.report.ReportFolder;
import dev.quarry.lab.report.SummaryJson;
import dev.quarry.lab.report.TerminalTable;
import dev.quarry.lab.result.Results;
import dev.quarry.loop.Cancellation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One comparison from start to report, as {@code simulate} and {@code demo} show it. Ctrl-C lets it end with what it has:
 * finished cells are kept, and the report says what is missing.
 */
final class ComparisonRun {

    private static final int SECONDS_TO_END = 30;

    private final Dataset dataset;
    private final Settings settings;
    private final Path folder;
    private final RunFolder.Existing existing;
    private final int threads;

    ComparisonRun(Dataset dataset, Settings settings, Path folder, RunFolder.Existing existing, int threads) {
        this.dataset = dataset;
        this.settings = settings;
        this.folder = folder;
        this.existing = existing;
        this.threads = threads;
    }

    /** Runs it, prints the table (or JSON, on the last line) and writes the report. */
    int run(PrintWriter out, PrintWriter err, boolean json) throws IOException {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        Thread onInterrupt = new Thread(() -> letEnd(stop, ended));
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            Results results = simulate(err, stop::get);
            Path page = ReportFolder.write(results, folder);
            boolean whole = results.missing().isEmpty();
            out.println(json ? SummaryJson.withTimes(results) : System.lineSeparator() + TerminalTable.of(results));
            out.flush();
            err.println("Report: " + page);
            if (!whole) {
                err.println(
                        "This is a part of the run; the same call with (--resume --out %s) goes on.".formatted(folder));
            }
            err.flush();
            return whole ? 0 : 1;
        } finally {
            ended.countDown();
            removeHook(onInterrupt);
        }
    }

    private Results simulate(PrintWriter err, Cancellation cancellation) throws IOException {
        Simulation simulation = new Simulation(dataset, settings);
        try (RunFolder store = RunFolder.open(folder, simulation.configuration(), existing);
                ProgressDisplay display = new ProgressDisplay(err, settings)) {
            return simulation.run(store, threads, display, cancellation);
        }
    }

    private static void letEnd(AtomicBoolean stop, CountDownLatch ended) {
        stop.set(true);
        try {
            ended.await(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, by this very hook
        }
    }
}
