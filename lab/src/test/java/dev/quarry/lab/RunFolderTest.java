package dev.quarry.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.acquire.Margin;
import dev.quarry.lab.RunFolder.Existing;
import dev.quarry.lab.report.HtmlReport;
import dev.quarry.lab.report.ReportFolder;
import dev.quarry.lab.result.Results;
import dev.quarry.loop.Cancellation;
import dev.quarry.strategy.Deterministic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    private static final List<Contender> MARGIN = List.of(new Contender("margin", new Deterministic(new Margin())));

    @TempDir
    Path folder;

    @Test
    void one_thread_and_three_threads_leave_the_same_bytes() throws IOException {
        run(folder.resolve("one"), Existing.REFUSE, 1, Cancellation.NEVER);
        run(folder.resolve("three"), Existing.REFUSE, 3, Cancellation.NEVER);
        assertSameBytes(folder.resolve("one"), folder.resolve("three"));
    }

    @Test
    void a_run_that_was_cut_off_at_any_byte_resumes_to_the_same_bytes() throws IOException {
        Path whole = folder.resolve("whole");
        run(whole, Existing.REFUSE, 1, Cancellation.NEVER);
        byte[] cells = Files.readAllBytes(whole.resolve("cells.jsonl"));
        for (double part : new double[] {0, 0.34, 0.77, 0.999, 1}) {
            Path cut = folder.resolve("cut" + part);
            Files.createDirectories(cut);
            Files.copy(whole.resolve("configuration.json"), cut.resolve("configuration.json"));
            Files.write(cut.resolve("cells.jsonl"), Arrays.copyOf(cells, (int) (cells.length * part)));
            run(cut, Existing.RESUME, 2, Cancellation.NEVER);
            assertSameBytes(whole, cut);
        }
    }

    @Test
    void a_stopped_run_leaves_a_report_and_resumes_to_the_same_bytes() throws IOException {
        Path whole = folder.resolve("whole");
        Path stopped = folder.resolve("stopped");
        run(whole, Existing.REFUSE, 1, Cancellation.NEVER);
        AtomicInteger looked = new AtomicInteger();
        Results partial = run(stopped, Existing.REFUSE, 1, () -> looked.incrementAndGet() > 20);
        assertThat(partial.cells()).isNotEmpty().hasSizeLessThan(6);
        assertThat(Files.readString(stopped.resolve("report.html"))).contains("This is a partial result");
        run(stopped, Existing.RESUME, 2, Cancellation.NEVER);
        assertSameBytes(whole, stopped);
    }

    @Test
    void finished_cells_are_not_run_again() throws IOException {
        run(folder, Existing.REFUSE, 1, Cancellation.NEVER);
        byte[] cells = Files.readAllBytes(folder.resolve("cells.jsonl"));
        run(folder, Existing.RESUME, 1, Cancellation.NEVER);
        assertThat(Files.readAllBytes(folder.resolve("cells.jsonl"))).isEqualTo(cells);
    }

    @Test
    void a_run_that_is_there_is_not_overwritten_unless_told() throws IOException {
        run(folder, Existing.REFUSE, 1, Cancellation.NEVER);
        assertThatThrownBy(() -> run(folder, Existing.REFUSE, 1, Cancellation.NEVER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("already holds a run. Maybe resume it");
        assertThat(run(folder, Existing.REPLACE, 1, Cancellation.NEVER).cells()).hasSize(6);
        assertThat(Files.readAllLines(folder.resolve("cells.jsonl"))).hasSize(6);
    }

    @Test
    void another_configuration_is_refused_by_the_key_that_differs() throws IOException {
        run(folder, Existing.REFUSE, 1, Cancellation.NEVER);
        Simulation other = new Simulation(Clusters.of(90, 2), settings().withLabels(9, 5, 30));
        assertThatThrownBy(() -> RunFolder.open(folder, other.configuration(), Existing.RESUME))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "The run in (%s) cannot be resumed: its (budget) is (24), here it is (30). Maybe choose another folder."
                                .formatted(folder));
        assertThat(Files.readAllLines(folder.resolve("cells.jsonl"))).hasSize(6);
    }

    @Test
    void a_broken_line_in_the_middle_is_named() throws IOException {
        run(folder, Existing.REFUSE, 1, Cancellation.NEVER);
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("cells.jsonl")));
        lines.set(2, "{\"strategy\": oops");
        Files.write(folder.resolve("cells.jsonl"), lines);
        assertThatThrownBy(() -> run(folder, Existing.RESUME, 1, Cancellation.NEVER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is broken in line (3)");
    }

    @Test
    void one_run_at_a_time_works_in_a_folder() throws IOException {
        Simulation simulation = new Simulation(Clusters.of(90, 2), settings());
        try (RunFolder first = RunFolder.open(folder, simulation.configuration(), Existing.REFUSE)) {
            assertThat(first.cells()).isEmpty();
            assertThatThrownBy(() -> RunFolder.open(folder, simulation.configuration(), Existing.RESUME))
                    .hasMessageContaining("is in use");
        }
    }

    private static Settings settings() {
        return new Settings(new NearestMean(), MARGIN, 9, 5, 24, 3, 0, 0.3);
    }

    private static Results run(Path folder, Existing existing, int threads, Cancellation cancellation)
            throws IOException {
        Simulation simulation = new Simulation(Clusters.of(90, 2), settings());
        try (RunFolder store = RunFolder.open(folder, simulation.configuration(), existing)) {
            Results results = simulation.run(store, threads, event -> {}, cancellation);
            ReportFolder.write(results, folder);
            return results;
        }
    }

    private static void assertSameBytes(Path one, Path other) throws IOException {
        for (String name : ReportFolder.STABLE) {
            assertThat(Files.readAllBytes(other.resolve(name)))
                    .as(name)
                    .isEqualTo(Files.readAllBytes(one.resolve(name)));
        }
        String page = Files.readString(one.resolve(ReportFolder.PAGE));
        String otherPage = Files.readString(other.resolve(ReportFolder.PAGE));
        assertThat(HtmlReport.withoutTimes(otherPage)).isEqualTo(HtmlReport.withoutTimes(page));
    }
}
