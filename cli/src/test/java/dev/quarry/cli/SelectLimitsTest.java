package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a choice from files keeps to, and what it says about itself. */
class SelectLimitsTest {

    @TempDir
    private Path folder;

    private Path probabilities;
    private Path embeddings;
    private Path ids;
    private Path attributes;

    /** Five scans of two patients; by margin c, b, e, d, a. */
    @BeforeEach
    void write_files() throws IOException {
        probabilities = folder.resolve("p.npy");
        Npy.write(
                probabilities,
                DoubleMatrix.of(
                        new double[] {0.9, 0.1},
                        new double[] {0.55, 0.45},
                        new double[] {0.5, 0.5},
                        new double[] {0.25, 0.75},
                        new double[] {0.4, 0.6}));
        embeddings = folder.resolve("e.npy");
        Npy.write(
                embeddings,
                FloatMatrix.of(
                        new float[] {0, 0}, new float[] {1, 0}, new float[] {0, 2}, new float[] {5, 5}, new float[] {
                            5, 6
                        }));
        ids = Files.writeString(folder.resolve("ids.csv"), "id\na\nb\nc\nd\ne\n");
        attributes = Files.writeString(
                folder.resolve("attributes.csv"), "id,patient,minutes\ne,Q,4\na,P,1\nb,P,2\nc,P,8\nd,Q,1\n");
    }

    private Called select(Object... more) {
        List<Object> all = new ArrayList<>(List.of("select", "--probabilities", probabilities, "--ids", ids));
        all.addAll(List.of(more));
        return Called.with(all.toArray());
    }

    private static List<String> chosen(Called called) {
        assertThat(called.err()).isEmpty();
        return called.lines().stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
    }

    @Test
    void one_per_patient() {
        Called called = select("-s", "quota{column: patient, most: 1, of: margin}", "--attributes", attributes);
        assertThat(chosen(called)).containsExactly("c", "e");
        assertThat(chosen(select("-s", "quota{column: patient, most: 2}", "--attributes", attributes)))
                .containsExactly("c", "b", "e", "d");
    }

    @Test
    void what_it_costs_stays_within_the_budget() {
        assertThat(chosen(select(
                        "-s", "budgeted{column: minutes, limit: 5, of: least-confidence}", "--attributes", attributes)))
                .containsExactly("d", "b", "a"); // per minute 0.25, 0.225, then e (0.1) cannot be paid but a (0.1) can
        assertThat(chosen(select(
                        "-s",
                        "budgeted{column: minutes, limit: 5, by: score, of: margin}",
                        "--attributes",
                        attributes)))
                .containsExactly("b", "d", "a");
    }

    @Test
    void classes_share_a_batch() {
        assertThat(chosen(select("-s", "class-quota{of: margin}", "-n", 4)))
                .containsExactly("c", "b", "e", "d"); // c ties and counts as class 0
        assertThat(chosen(select("-s", "class-quota{shares: [0, 1], unfilled: none}", "-n", 4)))
                .containsExactly("e", "d");
    }

    @Test
    void musts_come_first_and_nevers_never() throws IOException {
        Path include = Files.writeString(folder.resolve("include.csv"), "id\na\n");
        assertThat(chosen(select("--include", include, "-n", 2))).containsExactly("a", "c");
        assertThat(chosen(select("-s", "quota{column: patient}", "--attributes", attributes, "--include", include)))
                .containsExactly("a", "c", "e"); // the quota is that of the strategy, not of what must be chosen
        assertThat(chosen(select(
                        "-s",
                        "quota{column: patient, of: include{column: id, values: [a]}}",
                        "--attributes",
                        attributes)))
                .containsExactly("a", "e");
        assertThat(chosen(select("-s", "exclude{column: patient, values: [P]}", "--attributes", attributes)))
                .containsExactly("e", "d");
        Called centre = select("-s", "k-center", "--embeddings", embeddings, "--include", include, "-n", 2);
        assertThat(chosen(centre)).containsExactly("a", "e"); // the farthest from a
        Path all = Files.writeString(folder.resolve("all.csv"), "a\nb\nc\n");
        assertRefused("(3) items to include, more than the (2)", "--include", all, "-n", 2);
        assertRefused("The id (a) in", "--include", include, "--exclude", include);
        Path unknown = Files.writeString(folder.resolve("unknown.csv"), "zebra\n");
        assertRefused("The id (zebra) in", "--include", unknown);
    }

    @Test
    void a_labelled_must_is_done_with() throws IOException {
        Path include = Files.writeString(folder.resolve("include.csv"), "id\na\n");
        assertThat(chosen(select("--include", include, "--labelled", include, "-n", 1)))
                .containsExactly("c");
    }

    @Test
    void broken_attributes_get_one_sentence() throws IOException {
        assertRefused(
                "no column (doctor) among the attributes", "-s", "quota{column: doctor}", "--attributes", attributes);
        assertRefused("Maybe hand over a table of attributes", "-s", "quota{column: patient}");
        assertRefused("has no column (id)", "--attributes", file("patient\nP\n"));
        assertRefused("The id (z) in", "--attributes", file("id,patient\nz,P\n"));
        assertRefused("(a) twice, again in line (3)", "--attributes", file("id,patient\na,P\na,Q\n"));
        assertRefused("(1) cells in line (2) but (2)", "--attributes", file("id,patient\na\n"));
        assertRefused("two columns (patient)", "--attributes", file("id,patient,patient\na,P,Q\n"));
        assertRefused(
                "(b) has no value in the column (patient)",
                "-s",
                "quota{column: patient}",
                "--attributes",
                file("id,patient\na,P\n"));
        assertRefused(
                "(a) costs (-1.0)",
                "-s",
                "budgeted{column: cost}",
                "--attributes",
                file("id,cost\na,-1\nb,1\nc,1\nd,1\ne,1\n"));
        assertRefused(
                "(b) has (dear) in the column (cost)",
                "-s",
                "budgeted{column: cost}",
                "--attributes",
                file("id,cost\na,1\nb,dear\n"));
        assertRefused(
                "Maybe use (by: score)", "-s", "budgeted{column: minutes, of: margin}", "--attributes", attributes);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("broken.csv"), text);
    }

    private void assertRefused(String sentence, Object... more) {
        Called called = select(more);
        assertThat(called.code()).isPositive();
        assertThat(called.err().lines().findFirst().orElse("")).contains(sentence);
        assertThat(called.out()).isEmpty();
    }

    @Test
    void an_explanation_says_the_terms_the_nearest_labelled_and_how_many_a_pick_stands_for() throws IOException {
        Path labelled = Files.writeString(folder.resolve("labelled.csv"), "a\n");
        Called called = select("--embeddings", embeddings, "--labelled", labelled, "-n", 2, "--explain");
        assertThat(called.lines().get(0))
                .containsSubsequence("id", "score", "because", "nearest labelled", "stands for");
        assertThat(called.lines().get(1).strip().split(" {2,}"))
                .containsExactly("1", "c", "0", "p1 0.5000 (class 0), p2 0.5000 (class 1)", "a at 2.000", "3");
        assertThat(called.lines().get(2).strip().split(" {2,}"))
                .containsExactly("2", "b", "-0.1000", "p1 0.5500 (class 0), p2 0.4500 (class 1)", "a at 1.000", "1");
    }

    @Test
    void an_explanation_of_several_says_who_chose_and_ends_with_the_certificate() {
        Called called = select(
                "-s",
                "split{first: quota{column: patient, of: margin}}",
                "--attributes",
                attributes,
                "--embeddings",
                embeddings,
                "-n",
                3,
                "--explain");
        assertThat(called.lines().get(0)).endsWith("chosen by");
        assertThat(called.lines().get(1)).endsWith("margin");
        assertThat(called.lines().get(3)).contains("distance").endsWith("k-center");
        assertThat(called.lines().getLast()).startsWith("covering radius: ");
    }

    @Test
    void an_explanation_for_programs_has_it_all() {
        Called called = select("-s", "badge", "--embeddings", embeddings, "-n", 2, "--explain", "--json");
        JsonNode second =
                JsonMapper.shared().readTree(called.out()).path("selected").path(1);
        assertThat(second.path("by").asString()).isEqualTo("badge");
        assertThat(second.path("terms").path(0).path("name").asString()).isEqualTo("length");
        assertThat(second.path("terms").path(1).path("about").asString()).matches("[a-e]");
        assertThat(second.path("nearestLabelled").isNull()).isTrue();
        assertThat(second.path("standsFor").asInt()).isPositive();
    }

    @Test
    void numbers_for_people_have_four_digits_that_count() {
        assertThat(List.of(0.0, 1234567.8, 12.3456, 0.00012345, 1e-9, -0.5, 1e9).stream()
                        .map(Explained::number)
                        .toList())
                .containsExactly("0", "1234568", "12.35", "0.0001235", "1.000e-09", "-0.5000", "1.000e+09");
    }
}
