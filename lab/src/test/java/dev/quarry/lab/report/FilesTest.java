package dev.quarry.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.lab.Fixtures;
import dev.quarry.lab.result.Configuration;
import dev.quarry.lab.result.Results;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FilesTest {

    private static final List<String> TWO = List.of("a", "b");

    @Test
    void the_table_is_aligned_and_ends_with_the_conclusion() {
        List<String> lines = TerminalTable.of(Fixtures.results(List.of("random", "k-center"), TWO, 1))
                .lines()
                .toList();
        assertThat(lines.get(0))
                .isEqualTo("strategy    area   final accuracy   labels saved      p   Holm p   select a batch");
        assertThat(lines.get(1))
                .isEqualTo("random     0.783            0.892              –      –        –           400 µs");
        assertThat(lines.get(2))
                .startsWith("k-center   0.")
                .hasSize(lines.get(0).length());
        assertThat(lines.get(4)).startsWith("No difference from random can be shown");
    }

    @Test
    void the_table_of_nothing_is_a_sentence() {
        Results all = Fixtures.results(List.of("random"), TWO, 1);
        assertThat(TerminalTable.of(new Results(all.configuration(), all.jdk(), List.of())))
                .startsWith("No run has finished");
    }

    @Test
    void the_curves_have_a_line_per_point_and_quote_what_needs_it() {
        Results results = Fixtures.results(List.of("random", "ensemble{members: 5, acquisition: bald}"), TWO, 2);
        List<String> lines = CurvesCsv.curves(results).lines().toList();
        assertThat(lines).hasSize(1 + 2 * 2 * 29);
        assertThat(lines.getFirst()).isEqualTo("dataset,learner,strategy,seed,labels,accuracy,balanced_accuracy");
        assertThat(lines.getLast())
                .startsWith("digits-8x8,logistic-regression,\"ensemble{members: 5, acquisition: bald}\",1,300,0.9");
        assertThat(CurvesCsv.timings(results).lines()).hasSize(1 + 2 * 2 * 29);
    }

    @Test
    void the_summary_has_the_agreed_shape() {
        JsonNode summary = new JsonMapper()
                .readTree(SummaryJson.withTimes(Fixtures.results(List.of("random", "margin"), TWO, 10)));
        assertThat(summary.get("dataset").asString()).isEqualTo("digits-8x8");
        assertThat(summary.get("learner").asString()).isEqualTo("logistic-regression");
        JsonNode random = summary.get("strategies").get(0);
        JsonNode margin = summary.get("strategies").get(1);
        assertThat(random.get("strategy").asString()).isEqualTo("random");
        assertThat(random.get("wilcoxonP").isNull()).isTrue();
        assertThat(random.get("holmP").isNull()).isTrue();
        assertThat(random.get("labelsSaved").isNull()).isTrue();
        assertThat(margin.get("aulc").get("mean").asDouble()).isBetween(0.8, 0.9);
        assertThat(margin.get("aulc").get("sd").asDouble()).isGreaterThan(0);
        assertThat(margin.get("final").get("mean").asDouble()).isBetween(0.9, 1.0);
        assertThat(margin.get("wilcoxonP").asDouble()).isEqualTo(2.0 / 1024);
        assertThat(margin.get("labelsSaved").asDouble()).isBetween(50.0, 200.0);
        assertThat(margin.get("selectSeconds").asDouble()).isCloseTo(0.0016, within(1e-12));
    }

    @Test
    void the_summary_of_one_seed_has_no_spread() {
        JsonNode summary =
                new JsonMapper().readTree(SummaryJson.withoutTimes(Fixtures.results(List.of("random"), TWO, 1)));
        assertThat(summary.get("strategies").get(0).get("aulc").get("sd").isNull())
                .isTrue();
        assertThat(summary.get("strategies").get(0).has("selectSeconds")).isFalse();
    }

    @Test
    void a_configuration_reads_back_as_it_was_written() {
        Configuration configuration = Fixtures.configuration(List.of("random", "a, \"b\" \\ é 😀"), TWO, 3);
        assertThat(ConfigurationJson.read(ConfigurationJson.of(configuration))).isEqualTo(configuration);
        assertThat(ConfigurationJson.of(configuration))
                .contains("\"budget\" : 300")
                .endsWith("}\n");
    }

    @Test
    void the_picture_is_a_png_and_the_same_twice() throws IOException {
        Results results = Fixtures.results(List.of("random", "margin", "entropy"), TWO, 3);
        byte[] png = CurvePicture.png(results);
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(1200);
        assertThat(CurvePicture.png(results)).isEqualTo(png);
    }

    @Test
    void the_folder_has_everything(@TempDir Path folder) throws IOException {
        Results results = Fixtures.results(List.of("random", "margin"), TWO, 2);
        Path page = ReportFolder.write(results, folder);
        assertThat(page).isEqualTo(folder.resolve("report.html"));
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "report.html",
                            "curves.csv",
                            "timings.csv",
                            "summary.json",
                            "configuration.json",
                            "curves.png");
        }
    }

    @Test
    void even_nothing_makes_a_report(@TempDir Path folder) throws IOException {
        Results all = Fixtures.results(List.of("random", "margin"), TWO, 2);
        Path page = ReportFolder.write(new Results(all.configuration(), all.jdk(), List.of()), folder);
        assertThat(Files.readString(page)).contains("No run has finished");
    }
}
