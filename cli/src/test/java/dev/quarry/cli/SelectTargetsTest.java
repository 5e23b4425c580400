package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Choosing by files where an item has several labels, a number, or labels by several annotators. */
class SelectTargetsTest {

    @TempDir
    private Path folder;

    private Path labels;
    private Path predictions;
    private Path members;
    private Path places;
    private Path probabilities;
    private Path annotations;

    private Path text(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    @BeforeEach
    void write_evidence() throws IOException {
        labels = folder.resolve("labels.npy");
        Npy.write(
                labels,
                DoubleMatrix.of(
                        new double[] {0.9, 0.6, 0.2},
                        new double[] {0.4, 0.1, 0},
                        new double[] {1, 0.75, 0.5},
                        new double[] {0.95, 0.05, 0.1}));
        predictions = text("predictions.csv", "id,f", "a,1", "b,4", "c,6.5", "d,10");
        members = text("members.csv", "f1,f2", "1,3", "0,8", "6,7", "10,10");
        places = folder.resolve("e.npy");
        Npy.write(
                places, FloatMatrix.of(new float[] {3, 4}, new float[] {0, 1}, new float[] {0, 2}, new float[] {1, 0}));
        probabilities = text("p.csv", "id,cat,dog", "a,0.9,0.1", "b,0.6,0.4", "c,0.2,0.8", "d,0.45,0.55");
        annotations = text("said.csv", "id,annotator,label", "a,ana,0", "a,ben,0", "c,ana,1", "c,ben,0", "b,eve,0");
    }

    private static Called select(String strategy, Object... options) {
        return Called.with(Stream.concat(Stream.of("select", "-s", strategy), Stream.of(options))
                .toArray());
    }

    private static void assertRefused(String sentence, Object... arguments) {
        Called called = Called.with(arguments);
        assertThat(called.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(called.out()).isEmpty();
        assertThat(called.err()).contains(sentence);
    }

    @Test
    void several_labels_are_chosen_by_their_probabilities() {
        assertThat(select("bin-min", "--label-probabilities", labels, "-n", 1).lines())
                .containsExactly("id,score", "2,0.0");
        assertThat(Called.with("score", "-a", "max-loss", "--label-probabilities", labels)
                        .lines())
                .hasSize(5)
                .first()
                .isEqualTo("id,score");
    }

    @Test
    void labelled_items_come_with_their_sets_of_labels() throws IOException {
        Path labelled = text("labelled.csv", "3", "0");
        Path sets = text("sets.csv", "1,0,0", "1,1,0");
        Called lci = select("lci", "--label-probabilities", labels, "--labelled", labelled, "--label-sets", sets);
        assertThat(lci.lines()).containsExactly("id,score", "1,1.5", "2,0.5");
        Called mmc = select("mmc", "--label-probabilities", labels, "--labelled", labelled, "--label-sets", sets);
        assertThat(mmc.lines()).hasSize(3);
    }

    @Test
    void labelled_items_may_be_elsewhere() throws IOException {
        Path sets = text("sets.csv", "1,0,0", "1,1,0");
        Object[] call = {"select", "-s", "mmc", "--label-probabilities", labels, "--label-sets", sets};
        assertRefused("Give (--labelled-label-probabilities FILE)", call);
        Path known = text("known.csv", "0.9,0.1,0.3", "0.8,0.7,0.1");
        Called called = select(
                "mmc", "--label-probabilities", labels, "--label-sets", sets, "--labelled-label-probabilities", known);
        assertThat(called.lines()).hasSize(5);
    }

    @Test
    void a_number_far_from_all_known_ones_is_chosen() throws IOException {
        Path targets = text("targets.csv", "0", "5");
        assertThat(select("greedy-sampling-y", "--predictions", predictions, "--targets", targets, "-n", 2)
                        .lines())
                .containsExactly("id,score", "d,5.0", "c,1.5");
    }

    @Test
    void places_and_numbers_are_of_the_labelled_items() throws IOException {
        Path labelled = text("labelled.csv", "b");
        Path targets = text("targets.csv", "target", "4");
        Called called = select(
                "improved-greedy-sampling",
                "--predictions",
                predictions,
                "--embeddings",
                places,
                "--labelled",
                labelled,
                "--targets",
                targets,
                "-n",
                1);
        assertThat(called.lines()).hasSize(2).last().asString().startsWith("a,12.72792"); // √(9 + 9) · 3
    }

    @Test
    void a_committee_of_regressors_needs_no_targets() {
        assertThat(select("regressor-variance", "--member-predictions", members, "-n", 1)
                        .lines())
                .containsExactly("id,score", "1,16.0");
        assertThat(select(
                                "expected-model-change-maximization",
                                "--member-predictions",
                                members,
                                "--embeddings",
                                places,
                                "-n",
                                2)
                        .lines())
                .containsExactly("id,score", "0,5.0", "1,4.0");
    }

    @Test
    void annotated_items_may_be_chosen_again_unless_they_are_excluded() throws IOException {
        Called all = select("active-lab", "--probabilities", probabilities, "--annotations", annotations);
        assertThat(all.lines()).hasSize(5);
        assertThat(all.lines().get(1)).startsWith("d,");
        assertThat(all.lines().get(4)).startsWith("a,"); // two agree, and so does the model
        Path exclude = text("exclude.csv", "a", "b", "c");
        Called once = select(
                "active-lab", "--probabilities", probabilities, "--annotations", annotations, "--exclude", exclude);
        assertThat(once.lines()).hasSize(2).last().isEqualTo(all.lines().get(1));
    }

    @Test
    void whom_to_ask_stands_beside_the_item() {
        Object[] call = {
            "select", "-s", "ie-thresh", "--probabilities", probabilities, "--annotations", annotations, "-n", 2
        };
        Called called = Called.with(call);
        assertThat(called.lines().getFirst()).isEqualTo("id,score,annotators");
        assertThat(called.lines().get(1)).startsWith("d,0.4").endsWith(",eve");
        Called json = select(
                "ie-thresh{epsilon: 0}", "--probabilities", probabilities, "--annotations", annotations, "--json");
        JsonNode first =
                JsonMapper.shared().readTree(json.out()).path("selected").path(0);
        assertThat(first.path("id").asString()).isEqualTo("d");
        assertThat(first.path("annotators").size()).isEqualTo(3);
    }

    @Test
    void each_missing_file_is_named() throws IOException {
        assertRefused("but (--label-probabilities FILE) is missing", "select", "-s", "bin-min", "--embeddings", places);
        assertRefused(
                "(cvirs) needs taught-label-probabilities, but (--label-sets FILE) is missing",
                "select",
                "-s",
                "cvirs",
                "--label-probabilities",
                labels);
        assertRefused(
                "but (--predictions FILE) is missing", "select", "-s", "greedy-sampling-y", "--embeddings", places);
        assertRefused(
                "but (--embeddings FILE) is missing",
                "select",
                "-s",
                "improved-greedy-sampling",
                "--predictions",
                predictions);
        assertRefused(
                "but (--member-predictions FILE) is missing",
                "select",
                "-s",
                "regressor-variance",
                "--predictions",
                predictions);
        assertRefused(
                "(active-lab) needs annotations, but (--annotations FILE) is missing",
                "select",
                "-s",
                "active-lab",
                "--probabilities",
                probabilities);
        Path labelled = text("labelled.csv", "b");
        assertRefused(
                "The numbers of labelled items are needed here. Give (--targets FILE).",
                "select",
                "-s",
                "greedy-sampling-y",
                "--predictions",
                predictions,
                "--labelled",
                labelled);
    }

    @Test
    void files_that_do_not_agree_are_refused_with_a_sentence() throws IOException {
        Path labelled = text("labelled.csv", "b");
        Path targets = text("targets.csv", "4", "5");
        assertRefused(
                "There are (2) targets but (1) items are labelled.",
                "select",
                "-s",
                "greedy-sampling-y",
                "--predictions",
                predictions,
                "--labelled",
                labelled,
                "--targets",
                targets);
        assertRefused("have (2) columns but one number", "select", "-s", "greedy-sampling-y", "--predictions", members);
        assertRefused(
                "The annotated item (z) is not among the (4) items.",
                "select",
                "-s",
                "active-lab",
                "--probabilities",
                probabilities,
                "--annotations",
                text("other.csv", "z,ana,0"));
        assertRefused(
                "The label (cat) in line (1)",
                "select",
                "-s",
                "active-lab",
                "--probabilities",
                probabilities,
                "--annotations",
                text("words.csv", "a,ana,cat"));
        assertRefused(
                "has (2) cells but needs three",
                "select",
                "-s",
                "active-lab",
                "--probabilities",
                probabilities,
                "--annotations",
                text("two.csv", "a,ana"));
    }
}
