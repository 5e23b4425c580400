package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quarry.lab.report.ReportFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulateCommandTest {

    private static final String DATA = "moons{n: 300}";
    private static final String STRATEGIES = "margin,ensemble{members: 3, acquisition: bald}";

    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @TempDir
    private Path folder;

    private static Object[] call(Path out, Object... more) {
        List<Object> call = new ArrayList<>(List.of(
                "simulate", DATA, "--strategy", STRATEGIES, "--start", 6, "--batch", 4, "--budget", 30, "--seeds", 3));
        call.addAll(List.of("--out", out));
        call.addAll(List.of(more));
        return call.toArray();
    }

    @Test
    void a_comparison_prints_its_table_and_writes_its_report() throws IOException {
        Called called = Called.with(call(folder.resolve("a"), "--threads", 2));
        assertThat(called.code()).as(called.err()).isZero();
        assertThat(called.out()).contains("random").contains("margin").contains("labels saved");
        assertThat(called.err()).contains("9/9").contains("report.html");
        assertThat(folder.resolve("a/report.html")).isNotEmptyFile();
        assertThat(folder.resolve("a/curves.png")).isNotEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("a/curves.csv"))).hasSize(1 + 9 * 7);
    }

    @Test
    void quotas_and_costs_come_from_further_columns_of_a_table() throws IOException {
        StringBuilder table = new StringBuilder("x,patient,price,y\n");
        for (int row = 0; row < 120; row++) {
            table.append("%s,p%d,%d,%s\n"
                    .formatted((row * 37 % 120) / 10.0, row % 4, 1 + row % 3, row * 37 % 120 < 60 ? "a" : "b"));
        }
        Path data = Files.writeString(folder.resolve("mine.csv"), table);
        Object[] call = {
            "simulate",
            data + "{attributes: [patient, price], test-fraction: 0.3}",
            "--strategy",
            "quota{column: patient, most: 1, of: entropy},budgeted{column: price, limit: 5, of: entropy}",
            "--start",
            6,
            "--batch",
            6,
            "--budget",
            18,
            "--seeds",
            2,
            "--out",
            folder.resolve("limits")
        };
        assertThat(Called.with(call).code()).isZero();
        assertThat(Files.readAllLines(folder.resolve("limits/curves.csv")))
                .anyMatch(line -> line.contains("quota") && line.contains(",10,")); // four patients after six labels
        call[1] = data + "{test-fraction: 0.3, ignore: [patient, price]}";
        call[call.length - 1] = folder.resolve("without");
        Called without = Called.with(call);
        assertThat(without.code()).isNotZero();
        assertThat(without.err()).containsPattern("There is no column \\((patient|price)\\)"); // whichever runs first
    }

    @Test
    void the_last_line_of_json_is_one_object() {
        JsonNode answer = JsonMapper.shared()
                .readTree(
                        Called.with(call(folder.resolve("b"), "--json")).lines().getLast());
        assertThat(answer.path("dataset").asString()).isEqualTo(DATA);
        assertThat(answer.path("learner").asString()).startsWith("logistic-regression");
        assertThat(answer.path("strategies")).hasSize(3);
        JsonNode random = answer.path("strategies").path(0);
        assertThat(random.path("strategy").asString()).isEqualTo("random");
        assertThat(random.path("wilcoxonP").isNull()).isTrue();
        JsonNode margin = answer.path("strategies").path(1);
        for (String key : List.of("aulc", "final")) {
            assertThat(margin.path(key).path("mean").asDouble()).as(key).isBetween(0.3, 1.0);
            assertThat(margin.path(key).path("sd").asDouble()).as(key).isBetween(0.0, 0.5);
        }
        assertThat(margin.path("wilcoxonP").asDouble()).isBetween(0.0, 1.0);
        assertThat(margin.path("selectSeconds").isNumber()).isTrue();
    }

    @Test
    void the_same_seed_gives_the_same_bytes_with_any_number_of_threads() throws IOException {
        Called.with(call(folder.resolve("one"), "--threads", 1));
        Called.with(call(folder.resolve("three"), "--threads", 3));
        for (String file : ReportFolder.STABLE) {
            assertThat(folder.resolve("three").resolve(file))
                    .as(file)
                    .hasSameBinaryContentAs(folder.resolve("one").resolve(file));
        }
    }

    @Test
    void a_folder_that_holds_a_run_is_not_overwritten() {
        Called.with(call(folder.resolve("c")));
        Called again = Called.with(call(folder.resolve("c")));
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("already holds a run");
        Called other = Called.with(call(folder.resolve("c"), "--resume", "--learner", "gaussian-naive-bayes"));
        assertThat(other.err()).contains("learner");
        assertThat(other.code()).isEqualTo(1);
    }

    @Test
    void a_run_that_was_interrupted_leaves_a_valid_part_and_resumes_to_the_same_bytes() throws Exception {
        Path whole = folder.resolve("whole");
        Path broken = folder.resolve("broken");
        Object[] slow = {
            "simulate",
            "gaussian-clusters{n: 2000}",
            "--learner",
            "random-forest{trees: 30}",
            "--strategy",
            "margin",
            "--start",
            10,
            "--batch",
            5,
            "--budget",
            200,
            "--seeds",
            4,
            "--threads",
            1
        };
        Process process = start(slow, broken);
        Path cells = broken.resolve("cells.jsonl");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < until && !(Files.exists(cells) && Files.size(cells) > 0)) {
            Thread.sleep(20);
        }
        process.destroy(); // SIGTERM, which ends a JVM by the same way as Ctrl-C but is never ignored by inheritance
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(broken.resolve("report.html")).content().contains("This is a partial result");
        for (String file : ReportFolder.STABLE) {
            assertThat(broken.resolve(file)).as(file).isNotEmptyFile();
        }

        assertThat(Called.with(with(slow, "--out", broken, "--resume")).code()).isZero();
        assertThat(Called.with(with(slow, "--out", whole)).code()).isZero();
        for (String file : ReportFolder.STABLE) {
            assertThat(broken.resolve(file)).as(file).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    @Test
    void ctrl_c_at_a_terminal_ends_in_order_too() throws Exception {
        assumeTrue(
                System.getProperty("os.name").equals("Linux") && Files.isExecutable(SCRIPT),
                "There is no (%s) of util-linux here to make a terminal with.".formatted(SCRIPT));
        Path out = folder.resolve("terminal");
        String command = String.join(
                " ",
                command(with(
                                new Object[] {
                                    "simulate",
                                    "'gaussian-clusters{n: 2000}'",
                                    "--learner",
                                    "'random-forest{trees: 30}'",
                                    "--seeds",
                                    200,
                                    "--threads",
                                    1
                                },
                                "--out",
                                out))
                        .stream()
                        .map(Object::toString)
                        .toList());
        Process terminal = new ProcessBuilder(
                        SCRIPT.toString(), "-qefc", "env --default-signal=INT " + command, "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        Path cells = out.resolve("cells.jsonl");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < until && !(Files.exists(cells) && Files.size(cells) > 0)) {
            Thread.sleep(20);
        }
        terminal.getOutputStream().write(3);
        terminal.getOutputStream().flush();
        assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(terminal.exitValue()).isEqualTo(130);
        assertThat(out.resolve("report.html")).content().contains("This is a partial result");
        assertThat(folder.resolve("said.txt")).content().contains("--resume --out");
    }

    private static List<String> command(Object[] call) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        for (Object argument : call) {
            command.add(argument.toString());
        }
        return command;
    }

    private static Process start(Object[] call, Path out) throws IOException {
        return new ProcessBuilder(command(with(call, "--out", out)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Object[] with(Object[] call, Object... more) {
        List<Object> all = new ArrayList<>(List.of(call));
        all.addAll(List.of(more));
        return all.toArray();
    }

    @Test
    void wrong_calls_are_refused_before_anything_is_trained() {
        assertRefused("Maybe (moons)", "simulate", "mons");
        assertRefused("no learner named (forest)", "simulate", DATA, "--learner", "forest");
        assertRefused("needs (20) stochastic passes", "simulate", DATA, "--strategy", "monte-carlo");
        assertRefused("more than one strategy can supply that", "simulate", DATA, "--strategy", "bald");
        assertRefused("The budget (5)", "simulate", DATA, "--budget", 5);
        assertRefused("trees", "simulate", DATA, "--learner", "random-forest{tres: 5}");
        assertRefused("threads (0)", "simulate", DATA, "--threads", 0);
    }

    private static void assertRefused(String reason, Object... call) {
        Called called = Called.with(call);
        assertThat(called.err()).contains(reason).doesNotContain("\tat ");
        assertThat(called.code()).isEqualTo(2);
    }
}
