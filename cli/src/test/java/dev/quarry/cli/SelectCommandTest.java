package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Npy;
import dev.quarry.strategy.Demand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SelectCommandTest {

    @TempDir
    private Path folder;

    private Path probabilities;
    private Path embeddings;
    private Path samples;

    @BeforeEach
    void write_evidence() throws IOException {
        probabilities = folder.resolve("p.npy");
        Npy.write(
                probabilities,
                DoubleMatrix.of(
                        new double[] {0.9, 0.05, 0.05},
                        new double[] {0.4, 0.35, 0.25},
                        new double[] {0.5, 0.49, 0.01},
                        new double[] {0.7, 0.2, 0.1}));
        embeddings = folder.resolve("e.npy");
        Npy.write(
                embeddings,
                FloatMatrix.of(new float[] {0, 0}, new float[] {1, 0}, new float[] {0, 2}, new float[] {5, 5}));
        samples = folder.resolve("s.npy");
        Npy.write(
                samples,
                FloatMatrix.of(
                        new float[] {1, 0, 1, 0},
                        new float[] {1, 0, 0, 1},
                        new float[] {0.5f, 0.5f, 0.5f, 0.5f},
                        new float[] {1, 0, 0.5f, 0.5f}),
                2);
    }

    @Test
    void scores_in_ids_out() {
        Called called = Called.with("select", "--probabilities", probabilities, "-n", 2);
        assertThat(called.code()).isZero();
        assertThat(called.lines()).containsExactly("id,score", "2,-0.010000000000000009", "1,-0.050000000000000044");
    }

    @Test
    void the_classes_of_labelled_items_are_asked_for_where_they_are_used_and_only_there() throws IOException {
        Path labelled = Files.writeString(folder.resolve("ids.csv"), "0\n");
        Path labels = Files.writeString(folder.resolve("classes.csv"), "2\n");
        Object[] bait = {
            "select", "-s", "bait", "--probabilities", probabilities, "--embeddings", embeddings, "--labelled", labelled
        };
        Called without = Called.with(bait);
        assertThat(without.lines()).hasSize(4);
        Object[] told = Arrays.copyOf(bait, bait.length + 2);
        told[bait.length] = "--labels";
        told[bait.length + 1] = labels;
        assertThat(Called.with(told).lines()).isEqualTo(without.lines());
        bait[2] = "distinct{of: bait}";
        assertThat(Called.with(bait).lines()).hasSize(4);
        bait[2] = "cal";
        Called cal = Called.with(bait);
        assertThat(cal.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(cal.err()).contains("(--labels FILE) is missing");
    }

    @Test
    void json_for_programs() {
        Called called = Called.with(
                "select", "--strategy", "k-center", "--embeddings", embeddings, "-n", 2, "--lowest-id-ties", "--json");
        assertThat(called.lines()).hasSize(1);
        JsonNode answer = JsonMapper.shared().readTree(called.out());
        assertThat(answer.path("selected")).hasSize(2);
        assertThat(answer.path("selected").path(0).path("id").isIntegralNumber())
                .isTrue();
        assertThat(answer.path("certificate").path("name").asString()).isEqualTo("covering radius");
        assertThat(answer.path("cpuSeconds").isNumber()).isTrue();
        assertThat(answer.path("peakBytes").asLong()).isPositive();
    }

    @Test
    void labelled_items_are_never_chosen_and_are_centres() throws IOException {
        Path labelled = Files.writeString(folder.resolve("labelled.csv"), "id\n3\n");
        Called called =
                Called.with("select", "-s", "k-center", "--embeddings", embeddings, "--labelled", labelled, "-n", 4);
        assertThat(called.lines().get(1)).isEqualTo("0,50.0"); // 5² + 5²
        assertThat(called.out()).doesNotContain("\n3,");
        assertThat(called.lines()).hasSize(4);
    }

    @Test
    void names_of_items_come_back() throws IOException {
        Path ids = Files.writeString(folder.resolve("ids.csv"), "id\ncat.jpg\n\"dog, brown.jpg\"\nbee.jpg\nant.jpg\n");
        Path exclude = Files.writeString(folder.resolve("exclude.csv"), "bee.jpg\n");
        Called called =
                Called.with("select", "--probabilities", probabilities, "--ids", ids, "--exclude", exclude, "-n", 1);
        assertThat(called.lines()).last().asString().startsWith("\"dog, brown.jpg\",");
    }

    @Test
    void a_csv_with_ids_needs_nothing_else() throws IOException {
        Path csv = Files.writeString(folder.resolve("p.csv"), "id,no,yes\nx,0.9,0.1\ny,0.55,0.45\nz,0.2,0.8\n");
        assertThat(Called.with("select", "--probabilities", csv, "-n", 1).lines())
                .last()
                .asString()
                .startsWith("y,-0.1");
        assertThat(Called.with("score", "-a", "least-confidence", "--probabilities", csv)
                        .lines())
                .containsExactly("id,score", "x,0.09999999999999998", "y,0.44999999999999996", "z,0.19999999999999996");
    }

    @Test
    void samples_serve_acquisitions_and_strategies_of_as_many_members() {
        assertThat(Called.with("select", "-s", "bald", "--samples", samples, "-n", 1)
                        .lines())
                .last()
                .asString()
                .startsWith("1,0.693");
        assertThat(Called.with("select", "-s", "ensemble{members: 2, acquisition: bald}", "--samples", samples, "-n", 1)
                        .lines())
                .last()
                .asString()
                .startsWith("1,0.693");
        Called wrong = Called.with("select", "-s", "ensemble{members: 7, acquisition: bald}", "--samples", samples);
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("asks for (7) samples but the file holds (2)");
    }

    /** Three moments of four items: steady; once another answer; never the same twice; another answer at the end. */
    private Path history() throws IOException {
        Path file = folder.resolve("h.npy");
        Npy.write(
                file,
                DoubleMatrix.of(
                        new double[] {0.9, 0.1, 0.9, 0.1, 0.9, 0.1},
                        new double[] {0.9, 0.1, 0.4, 0.6, 0.4, 0.6},
                        new double[] {0.9, 0.1, 0.4, 0.6, 0.7, 0.3},
                        new double[] {0.9, 0.1, 0.9, 0.1, 0.49, 0.51}),
                3);
        return file;
    }

    @Test
    void a_training_history_serves_what_needs_it_and_its_last_moment_what_needs_probabilities() throws IOException {
        Path history = history();
        assertThat(Called.with("score", "-a", "forgetting", "--history", history)
                        .lines())
                .containsExactly("id,score", "0,0.0", "1,1.0", "2,2.0", "3,1.0");
        assertThat(Called.with("select", "-s", "training-history{acquisition: label-dispersion}", "--history", history)
                        .lines())
                .last()
                .isEqualTo("0,0.0");
        assertThat(Called.with("select", "-s", "margin", "--history", history, "-n", 1)
                        .lines())
                .last()
                .asString()
                .startsWith("3,-0.0");
        assertRefused(
                "(forgetting) needs training-history, but (--history FILE) is missing",
                "score",
                "-a",
                "forgetting",
                "--probabilities",
                probabilities);
        assertRefused("need three dimensions [n, T, C]", "score", "-a", "forgetting", "--history", probabilities);
    }

    @Test
    void gradient_norms_come_from_a_file_or_follow_from_embeddings() throws IOException {
        Path norms = folder.resolve("g.npy");
        Npy.write(
                norms,
                DoubleMatrix.of(
                        new double[] {1, 20, 0}, new double[] {1, 0, 0}, new double[] {2, 0, 0}, new double[] {0, 0, 1
                        }));
        assertThat(Called.with("score", "-a", "grand", "--probabilities", probabilities, "--gradient-norms", norms)
                        .lines())
                .containsExactly("id,score", "0,1.0", "1,1.0", "2,2.0", "3,0.0");
        Object[] last = {
            "select", "-s", "gradient-norms", "--probabilities", probabilities, "--embeddings", embeddings, "-n", 1
        };
        assertThat(Called.with(last).lines()).last().asString().startsWith("3,"); // ‖(5, 5, 1)‖ outweighs all
        assertRefused(
                "(expected-gradient-length) needs gradient-norms, but (--gradient-norms FILE) is missing",
                "select",
                "-s",
                "expected-gradient-length",
                "--probabilities",
                probabilities);
        assertRefused(
                "Gradients by all layers do not follow from embeddings",
                "select",
                "-s",
                "gradient-norms{layers: all}",
                "--probabilities",
                probabilities,
                "--embeddings",
                embeddings);
    }

    @Test
    void a_last_layer_makes_probabilities_of_embeddings_and_must_fit_those_given() throws IOException {
        Path weights = folder.resolve("w.npy");
        Npy.write(weights, DoubleMatrix.of(new double[] {0, 0}, new double[] {1, -1}));
        Path biases = folder.resolve("b.npy");
        Npy.write(biases, DoubleMatrix.of(new double[] {0}, new double[] {-1}));
        Object[] head = {
            "select",
            "-s",
            "linear-head{acquisition: margin}",
            "--embeddings",
            embeddings,
            "--head-weights",
            weights,
            "--head-biases",
            biases,
            "-n",
            1
        };
        assertThat(Called.with(head).lines()).containsExactly("id,score", "1,0.0"); // the logits of (1, 0) are 0 and 0
        Object[] wrong = Arrays.copyOf(head, head.length + 2);
        wrong[head.length] = "--probabilities";
        wrong[head.length + 1] = probabilities;
        assertFailed("The last layer has (2) classes but the probabilities have (3)", wrong);
        assertRefused(
                "need the weights beside them", "select", "--probabilities", probabilities, "--head-biases", biases);
        assertRefused(
                "have shape [4, 2] but the weights",
                "select",
                "--embeddings",
                embeddings,
                "--head-weights",
                weights,
                "--head-biases",
                embeddings);
    }

    @Test
    void samples_are_joint_unless_it_is_said_that_they_are_not() throws IOException {
        for (boolean independent : new boolean[] {false, true}) {
            EvidenceOptions options = new EvidenceOptions();
            CommandLine line = new CommandLine(options);
            line.parseArgs(
                    independent
                            ? new String[] {"--samples", samples.toString(), "--independent-samples"}
                            : new String[] {"--samples", samples.toString()});
            assertThat(options.supply().supply(new Demand.Passes(2)).joint()).isEqualTo(!independent);
        }
    }

    @Test
    void input_gradients_say_how_far_the_boundary_is() throws IOException {
        Path gradients = folder.resolve("x.npy");
        Npy.write(
                gradients,
                FloatMatrix.of(new float[] {3, 4}, new float[] {1, 0}, new float[] {1, 0}, new float[] {0, 1}));
        Object[] call = {
            "select",
            "-s",
            "boundary-distance",
            "--probabilities",
            probabilities,
            "--input-gradients",
            gradients,
            "-n",
            1
        };
        assertThat(Called.with(call).lines()).last().asString().startsWith("2,-0.0202"); // ln(0.5 / 0.49)
    }

    @Test
    void the_order_of_the_rows_changes_nothing() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        int n = 50;
        float[][] places = new float[n][4];
        StringBuilder names = new StringBuilder();
        StringBuilder backwards = new StringBuilder();
        float[][] reversed = new float[n][];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 4; j++) {
                places[i][j] = (float) random.nextGaussian();
            }
            reversed[n - 1 - i] = places[i];
            names.append("item-").append(i).append('\n');
            backwards.append("item-").append(n - 1 - i).append('\n');
        }
        Path one = folder.resolve("one.npy");
        Path other = folder.resolve("other.npy");
        Npy.write(one, FloatMatrix.of(places));
        Npy.write(other, FloatMatrix.of(reversed));
        Path oneIds = Files.writeString(folder.resolve("one.csv"), names);
        Path otherIds = Files.writeString(folder.resolve("other.csv"), backwards);
        for (String strategy : new String[] {"k-center", "k-means-plus-plus", "k-means-medoids", "uniform"}) {
            String chosen = Called.with("select", "-s", strategy, "--embeddings", one, "--ids", oneIds)
                    .out();
            assertThat(Called.with("select", "-s", strategy, "--embeddings", other, "--ids", otherIds, "--threads", 3)
                            .out())
                    .as(strategy)
                    .isEqualTo(chosen);
        }
    }

    @Test
    void wrong_calls_say_what_to_do_and_exit_with_2() {
        assertRefused("There is no evidence", "select");
        assertRefused("Maybe (margin)", "select", "-s", "margn", "--probabilities", probabilities);
        assertRefused(
                "(badge) needs latent-predictions, but (--embeddings FILE) is missing",
                "select",
                "-s",
                "badge",
                "--probabilities",
                probabilities);
        assertRefused(
                "(bald) needs sampled-probabilities, but (--samples FILE) is missing",
                "select",
                "-s",
                "bald",
                "--probabilities",
                probabilities);
        assertRefused("values sets of items", "score", "-a", "k-center", "--embeddings", embeddings);
        assertRefused("The count (-1)", "select", "--probabilities", probabilities, "-n", -1);
        assertRefused("Possible solutions: --probabilities", "select", "--probabilites", probabilities);
        assertRefused("need three dimensions", "select", "-s", "bald", "--samples", probabilities);
    }

    private static void assertRefused(String reason, Object... call) {
        Called called = Called.with(call);
        assertThat(called.code()).as(called.err()).isEqualTo(2);
        assertThat(called.err()).contains(reason).doesNotContain("\tat ");
        assertThat(called.out()).isEmpty();
    }

    @Test
    void broken_files_are_named_and_exit_with_1() throws IOException {
        Path short_ = folder.resolve("short.npy");
        byte[] bytes = Files.readAllBytes(probabilities);
        Files.write(short_, Arrays.copyOf(bytes, bytes.length - 3));
        assertFailed("short.npy", "select", "--probabilities", short_);
        assertFailed("There is no file", "select", "--probabilities", folder.resolve("nowhere.npy"));
        Path ragged = Files.writeString(folder.resolve("ragged.csv"), "a,b\n0.5,0.5\n1\n");
        assertFailed("(1) cells in line (3)", "select", "--probabilities", ragged);
        Path word = Files.writeString(folder.resolve("word.csv"), "a,b\n0.5,0.5\n0.5,half\n");
        assertFailed("(half) in line (3)", "select", "--probabilities", word);
        Path logits = Files.writeString(folder.resolve("logits.csv"), "id,a,b\nx,0.5,0.5\ny,3.1,-2\n");
        assertFailed("item (y)", "select", "--probabilities", logits);
        Path nan = folder.resolve("nan.npy");
        Npy.write(nan, FloatMatrix.of(new float[] {0, 0}, new float[] {Float.NaN, 1}));
        assertFailed("item (1)", "select", "-s", "k-center", "--embeddings", nan);
    }

    private static void assertFailed(String reason, Object... call) {
        Called called = Called.with(call);
        assertThat(called.code()).as(called.err()).isEqualTo(1);
        assertThat(called.err()).contains(reason).doesNotContain("\tat ");
        assertThat(called.out()).isEmpty();
    }
}
