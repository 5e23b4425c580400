package dev.quarry.server.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.lab.RunFolder;
import dev.quarry.lab.RunFolder.Existing;
import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Configuration;
import dev.quarry.lab.result.Configuration.Chosen;
import dev.quarry.lab.result.Point;
import dev.quarry.lab.result.RoundTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class RunsTest {

    @TempDir
    Path folder;

    public static Configuration configuration(int seeds) {
        return new Configuration(
                "digits-8x8",
                "0".repeat(64),
                100,
                64,
                List.of("a", "b"),
                List.of(50, 50),
                new Chosen("random-forest", "random-forest{trees: 50}"),
                List.of(new Chosen("random", "random"), new Chosen("margin", "margin")),
                10,
                10,
                30,
                seeds,
                0,
                "30 %",
                "none",
                "0.1.0");
    }

    public static CellResult cell(String strategy, long seed, double... accuracies) {
        List<Point> curve = IntStream.range(0, accuracies.length)
                .mapToObj(i -> new Point(10 + 10 * i, accuracies[i], accuracies[i]))
                .toList();
        return new CellResult(
                strategy,
                seed,
                curve,
                List.of(1, 1),
                List.of(new RoundTime(10, 0.5, 0.25), new RoundTime(20, 1.5, 0.75)),
                null);
    }

    @Test
    void a_run_is_read_while_it_is_written() throws IOException {
        Path run = folder.resolve("nightly/digits");
        Runs runs = new Runs(List.of(folder, folder.resolve("not there")));
        assertThat(runs.all()).isEmpty();
        try (RunFolder writing = RunFolder.open(run, configuration(2), Existing.REFUSE)) {
            assertThat(runs.all()).singleElement().satisfies(card -> {
                assertThat(card.name()).isEqualTo("nightly/digits");
                assertThat(card.done()).isZero();
                assertThat(card.cells()).isEqualTo(4);
                assertThat(card.best()).isNull();
            });
            writing.add(cell("random", 0, 0.5, 0.6, 0.7));
            writing.add(cell("margin", 0, 0.5, 0.8, 0.9));
            Files.writeString(
                    run.resolve("cells.jsonl"),
                    "{\"strategy\":\"mar",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.APPEND);
            assertThat(runs.all().getFirst().done())
                    .as("a line that is not whole does not count")
                    .isEqualTo(2);
            assertThat(runs.all().getFirst().best()).isEqualTo("margin");
        }
    }

    @Test
    void strategies_are_set_side_by_side_seed_by_seed() throws IOException {
        try (RunFolder writing = RunFolder.open(folder.resolve("run"), configuration(3), Existing.REFUSE)) {
            writing.add(cell("random", 0, 0.5, 0.6, 0.7));
            writing.add(cell("random", 1, 0.5, 0.7, 0.9));
            writing.add(cell("random", 2, 0.5, 0.6, 0.7));
            writing.add(cell("margin", 0, 0.5, 0.8, 0.9));
            writing.add(cell("margin", 1, 0.5, 0.7, 0.9));
            writing.add(cell("margin", 2, 0.5, 0.5, 0.5));
        }
        Runs runs = new Runs(List.of(folder));
        Run run = runs.get(runs.all().getFirst().id());
        // areas: random 0.6, 0.7, 0.6; margin 0.75, 0.7, 0.5
        assertThat(run.duels()).hasSize(2);
        Run.Against against = run.duels().getLast();
        assertThat(against.first()).isEqualTo("margin");
        assertThat(List.of(against.wins(), against.ties(), against.losses())).containsExactly(1, 1, 1);
        assertThat(against.difference()).isCloseTo(0.05 / 3, within(1e-12));
        double sd = Math.sqrt((sq(0.15 - 0.05 / 3) + sq(0.05 / 3) + sq(-0.1 - 0.05 / 3)) / 2);
        assertThat(against.halfWidth()).isCloseTo(4.302652729749462 * sd / Math.sqrt(3), within(1e-9));
        assertThat(run.strategies().getFirst().area()).isCloseTo(1.9 / 3, within(1e-12));
        assertThat(run.strategies().getLast().costs())
                .containsExactly(new Run.Cost(10, 0.5, 0.25), new Run.Cost(20, 1.5, 0.75));
        assertThat(run.strategies().getFirst().curve()).hasSize(3);
        assertThat(run.reproduce())
                .isEqualTo(
                        "quarry simulate 'digits-8x8' --learner 'random-forest{trees: 50}' --strategy 'margin' --start 10 --batch 10 --budget 30 --seeds 3 --first-seed 0");
    }

    private static double sq(double x) {
        return x * x;
    }

    @Test
    void a_run_that_cannot_be_read_says_why_and_hides_no_other() throws IOException {
        RunFolder.open(folder.resolve("good"), configuration(1), Existing.REFUSE)
                .close();
        Files.createDirectories(folder.resolve("bad"));
        Files.writeString(folder.resolve("bad/configuration.json"), "{}");
        Runs runs = new Runs(List.of(folder));
        assertThat(runs.all()).hasSize(2).anySatisfy(card -> {
            assertThat(card.name()).isEqualTo("bad");
            assertThat(card.broken()).contains("The run (bad) cannot be read");
        });
        assertThatThrownBy(() -> runs.get("none")).hasMessage("There is no run (none).");
    }
}
