package dev.quarry.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.lab.Fixtures;
import dev.quarry.lab.measure.Comparison;
import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Point;
import dev.quarry.lab.result.Results;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConclusionTest {

    @Test
    void a_gain_is_named_in_labels() {
        Conclusion conclusion = of(10, 0, 0.8, 0.875, 0.9);
        assertThat(conclusion.headline())
                .isEqualTo(
                        "margin reaches random’s final accuracy (0.800) with 50 % fewer labels: 60 instead of 120 (p = 0.0020, 10 seeds).");
        assertThat(conclusion.details()).isEmpty();
    }

    @Test
    void a_gain_on_the_way_without_the_end_says_so() {
        assertThat(of(10, 0, 0.8, 0.79, 0.79).headline())
                .startsWith(
                        "margin learns faster than random (area under the curve +0.0675; p = 0.0020, 10 seeds), but never reaches random’s final accuracy (0.800).");
    }

    @Test
    void a_loss_is_a_loss() {
        assertThat(of(10, 0, 0.8, 0.5, 0.7).headline())
                .isEqualTo(
                        "No strategy beats random: even margin, the best, is worse by 0.1000 in the area under the curve (p = 0.0020, 10 seeds).");
    }

    @Test
    void noise_is_no_difference() {
        assertThat(of(10, 0.1, 0.8, 0.66, 0.8).headline())
                .startsWith("No difference from random can be shown: margin, the best, differs by ")
                .contains("(p = 0.")
                .doesNotContain("it takes at least");
    }

    @Test
    void too_few_seeds_are_named_as_the_reason() {
        assertThat(of(5, 0, 0.8, 0.9, 0.9).headline())
                .endsWith("(p = 0.063, 5 seeds). With 5 seeds no result could show one; it takes at least 6.");
        assertThat(of(1, 0, 0.8, 0.9, 0.9).headline())
                .endsWith("With 1 seed no result could show one; it takes at least 6.");
    }

    @Test
    void equal_curves_are_equal() {
        assertThat(of(10, 0, 0.8, 0.65, 0.8).headline())
                .isEqualTo(
                        "No difference from random can be shown: margin has the same area under its curve with every seed (10 seeds).");
    }

    @Test
    void random_alone_compares_with_nothing() {
        Results results = Fixtures.results(List.of("random"), List.of("a", "b"), 3);
        assertThat(Conclusion.of(results, Comparison.of(results)).headline())
                .isEqualTo("Only random was run, so there is nothing to compare.");
    }

    @Test
    void nothing_finished_says_nothing() {
        Results all = Fixtures.results(List.of("random", "margin"), List.of("a", "b"), 3);
        Results none = new Results(all.configuration(), all.jdk(), List.of());
        assertThat(Conclusion.of(none, Comparison.of(none)).headline())
                .isEqualTo("No run has finished, so there is nothing to say yet.");
    }

    @Test
    void several_strategies_are_sorted_into_better_worse_and_unclear() {
        Results results = Fixtures.results(List.of("random", "margin", "entropy", "k-center"), List.of("a", "b"), 10);
        Conclusion conclusion = Conclusion.of(results, Comparison.of(results));
        assertThat(conclusion.headline()).startsWith("margin reaches ").contains("p = 0.0059 after Holm’s correction");
        assertThat(conclusion.details())
                .containsExactly("Also better than random: entropy.", "Worse than random: k-center.");
    }

    @Test
    void a_random_curve_that_is_flat_at_its_end_is_asked_when_it_first_got_there() {
        List<CellResult> cells = new ArrayList<>();
        for (int seed = 0; seed < 10; seed++) {
            cells.add(cell("random", seed, 0.5, 0.8, 0.8));
            cells.add(cell("margin", seed, 0.5, 0.875, 0.9));
        }
        Results results =
                new Results(Fixtures.configuration(List.of("random", "margin"), List.of("a", "b"), 10), "25", cells);
        Conclusion conclusion = Conclusion.of(results, Comparison.of(results));
        assertThat(conclusion.headline())
                .isEqualTo(
                        "margin reaches random’s final accuracy (0.800) with 14 % fewer labels: 60 instead of 70 (p = 0.0020, 10 seeds).");
        assertThat(conclusion.details()).isEmpty();
    }

    /** Random climbs from 0.5 over 0.65 to {@code end}; margin has {@code middle} and {@code last}. */
    private static Conclusion of(int seeds, double noise, double end, double middle, double last) {
        List<CellResult> cells = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            cells.add(cell("random", seed, 0.5, 0.65, end));
            double shift = noise * (seed % 2 == 0 ? 1 : -1) * (1 + seed) / 10;
            cells.add(cell("margin", seed, 0.5, middle + shift, last));
        }
        Results results =
                new Results(Fixtures.configuration(List.of("random", "margin"), List.of("a", "b"), seeds), "25", cells);
        return Conclusion.of(results, Comparison.of(results));
    }

    private static CellResult cell(String strategy, int seed, double at20, double at70, double at120) {
        return new CellResult(
                strategy,
                seed,
                List.of(new Point(20, at20, at20), new Point(70, at70, at70), new Point(120, at120, at120)),
                List.of(1, 1),
                List.of(),
                null);
    }
}
