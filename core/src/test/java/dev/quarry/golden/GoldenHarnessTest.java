package dev.quarry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison itself: it must be able to fail. */
class GoldenHarnessTest {

    @TempDir
    Path folder;

    private GoldenCase single(String function, String input, String output) throws IOException {
        return single(function, input, output, "");
    }

    private GoldenCase single(String function, String input, String output, String more) throws IOException {
        Files.createDirectories(folder.resolve("cases"));
        Files.writeString(folder.resolve("cases/some.json"), """
                {"schema": "al-golden/1", "split": "mine", "function": "%s", "cases": [
                  {"id": "%s/x", "category": "value", "definition": "as said", "input": %s, "output": %s,
                   "reference": {"peer": "somebody"}, "tolerance": {"relative": 0, "absolute": 1e-10} %s}]}
                """.formatted(function, function, input, output, more));
        return new GoldenFolder(folder).cases().get(0);
    }

    private static final String HALVES =
            "{\"probs\": {\"shape\": [2, 2], \"dtype\": \"float64\", \"data\": [0.5, 0.5, 1.0, 0.0]}}";

    private static String scores(String... values) {
        return "{\"scores\": {\"shape\": [%d], \"dtype\": \"float64\", \"data\": [%s]}}"
                .formatted(values.length, String.join(", ", values));
    }

    @Test
    void a_case_that_is_met_passes() throws IOException {
        GoldenCase one = single("least_confidence", HALVES, scores("0.5", "0.0"));
        assertThatCode(() -> GoldenComparison.assertMet(one)).doesNotThrowAnyException();
    }

    @Test
    void a_value_outside_the_tolerance_fails_and_says_both() throws IOException {
        GoldenCase one = single("least_confidence", HALVES, scores("0.5", "2e-10"));
        assertThatThrownBy(() -> GoldenComparison.assertMet(one))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "least_confidence/x", "as said", "[2][0.5, 0.0]", "somebody", "[2][0.5, 2.0E-10]");
    }

    @Test
    void another_number_of_values_fails() throws IOException {
        GoldenCase one = single("least_confidence", HALVES, scores("0.5"));
        assertThatThrownBy(() -> GoldenComparison.assertMet(one)).isInstanceOf(AssertionError.class);
    }

    @Test
    void a_number_where_none_is_wanted_fails() throws IOException {
        GoldenCase one = single("least_confidence", HALVES, scores("0.5", "\"NaN\""));
        assertThatThrownBy(() -> GoldenComparison.assertMet(one)).isInstanceOf(AssertionError.class);
    }

    @Test
    void an_input_that_nobody_knows_fails_with_what_is_known() throws IOException {
        GoldenCase one = single(
                "least_confidence", HALVES.replace("{\"probs\"", "{\"prior\": 3, \"probs\""), scores("0.5", "0.0"));
        assertThatThrownBy(() -> GoldenComparison.assertMet(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The case (least_confidence/x) has the inputs [prior], which our (least_confidence) does not take; it takes [probs]. Maybe the definition has changed: (as said).");
    }

    @Test
    void an_input_that_is_missing_fails() throws IOException {
        GoldenCase one = single("uncertainty_topk", HALVES, scores("0"));
        assertThatThrownBy(() -> GoldenComparison.assertMet(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no input (measure), which (uncertainty_topk) needs");
    }

    @Test
    void an_output_that_nobody_computes_fails() throws IOException {
        GoldenCase one = single("least_confidence", HALVES, "{\"ranks\": 1}");
        assertThatThrownBy(() -> GoldenComparison.assertMet(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wants the output (ranks), which our (least_confidence) does not give");
    }

    @Test
    void a_set_is_compared_as_a_set_and_a_sequence_as_a_sequence() throws IOException {
        String input = HALVES.replace("{\"probs\"", "{\"measure\": \"entropy\", \"k\": 2, \"probs\"")
                .replace("0.5, 0.5, 1.0, 0.0", "1.0, 0.0, 0.5, 0.5");
        String ascending = "{\"selected\": {\"shape\": [2], \"dtype\": \"int64\", \"data\": [0, 1]}}";
        GoldenCase set = single("uncertainty_topk", input, ascending, ", \"selection_order\": \"set\"");
        assertThatCode(() -> GoldenComparison.assertMet(set)).doesNotThrowAnyException();
        GoldenCase sequence = single("uncertainty_topk", input, ascending, ", \"selection_order\": \"sequence\"");
        assertThatThrownBy(() -> GoldenComparison.assertMet(sequence)).isInstanceOf(AssertionError.class);
    }

    @Test
    void numbers_that_json_cannot_write_are_read() {
        GoldenArray array = GoldenArray.of(2, Double.NaN, Double.POSITIVE_INFINITY);
        assertThat(array.isClose(array, 0, 0)).isTrue();
        assertThat(array.isClose(GoldenArray.of(2, Double.NaN, Double.NEGATIVE_INFINITY), 1, 1))
                .isFalse();
        assertThat(array.isClose(GoldenArray.of(2, 0, Double.POSITIVE_INFINITY), 1, 1))
                .isFalse();
    }

    @Test
    void a_folder_of_another_schema_is_refused() throws IOException {
        Files.createDirectories(folder.resolve("cases"));
        Files.writeString(folder.resolve("cases/odd.json"), "{\"schema\": \"al-golden/2\"}");
        assertThatThrownBy(() -> new GoldenFolder(folder).cases())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has the schema (al-golden/2), not (al-golden/1)");
    }

    @Test
    void an_empty_folder_has_no_cases() {
        assertThat(new GoldenFolder(folder).cases()).isEqualTo(List.of());
        assertThat(new GoldenFolder(folder).published()).isEmpty();
    }
}
