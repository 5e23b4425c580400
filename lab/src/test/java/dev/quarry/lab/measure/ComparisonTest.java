package dev.quarry.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.lab.Fixtures;
import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Results;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final List<String> TWO = List.of("a", "b");

    @Test
    void strategies_are_paired_with_random_by_seed() {
        Results results = results(
                List.of("random", "margin"),
                cell("random", 0, 0.5, 0.7),
                cell("random", 1, 0.4, 0.8),
                cell("margin", 0, 0.5, 0.9),
                cell("margin", 1, 0.4, 0.9));
        Paired paired = Comparison.of(results).rivals().getFirst().paired();
        assertThat(paired.differences()).containsExactly(new Paired.Difference(0, 0.1), new Paired.Difference(1, 0.05));
        assertThat(paired.test().p()).isEqualTo(0.5);
        assertThat(paired.holm()).isEqualTo(0.5);
    }

    @Test
    void a_seed_that_only_one_of_them_has_does_not_count_for_the_pair() {
        Results results = results(
                List.of("random", "margin"),
                cell("random", 0, 0.5, 0.7),
                cell("margin", 0, 0.5, 0.9),
                cell("margin", 1, 0.1, 0.1));
        Comparison comparison = Comparison.of(results);
        assertThat(comparison.rivals().getFirst().paired().differences()).hasSize(1);
        assertThat(comparison.standings().get(1).seeds()).isEqualTo(2);
        assertThat(comparison.rivals().getFirst().paired().saved().reached()).isTrue();
    }

    @Test
    void areas_that_differ_by_rounding_are_equal() {
        Results results = results(
                List.of("random", "margin"),
                cell("random", 0, 0.1, 0.2, 0.3, 0.4),
                cell("margin", 0, 0.1, 0.3, 0.2, 0.4));
        assertThat(Comparison.of(results).rivals().getFirst().paired().test().zeros())
                .isEqualTo(1);
    }

    @Test
    void holm_counts_the_strategies_but_not_random() {
        Results results = Fixtures.results(List.of("random", "margin", "entropy"), TWO, 10);
        Comparison comparison = Comparison.of(results);
        assertThat(comparison.rivals()).hasSize(2);
        assertThat(comparison.rivals().getFirst().paired().test().p()).isEqualTo(2.0 / 1024);
        assertThat(comparison.rivals().getFirst().paired().holm()).isEqualTo(4.0 / 1024);
    }

    @Test
    void without_random_there_are_standings_and_no_rivals() {
        Results results = results(List.of("random", "margin"), cell("margin", 0, 0.5, 0.9));
        assertThat(Comparison.of(results).rivals()).isEmpty();
        assertThat(Comparison.of(results).standings()).hasSize(1);
    }

    @Test
    void means_and_sums_are_over_the_seeds() {
        Results results = results(List.of("random"), cell("random", 0, 0.5, 0.7), cell("random", 1, 0.5, 0.9));
        Standing standing = Comparison.of(results).random().orElseThrow();
        assertThat(standing.area().mean()).isCloseTo(0.65, within(1e-12));
        assertThat(standing.finalAccuracy().mean()).isCloseTo(0.8, within(1e-12));
        assertThat(standing.finalAccuracy().sd()).isCloseTo(0.2 / Math.sqrt(2), within(1e-12));
        assertThat(standing.picked()).containsExactly(6, 4);
        assertThat(standing.selectSeconds().mean()).isNaN();
    }

    @Test
    void the_order_in_which_cells_finished_leaves_no_trace() {
        Results results = Fixtures.results(List.of("random", "margin"), TWO, 5);
        List<CellResult> shuffled = new ArrayList<>(results.cells());
        Collections.shuffle(shuffled, new Random(1));
        assertThat(new Results(results.configuration(), results.jdk(), shuffled))
                .isEqualTo(results);
    }

    @Test
    void missing_cells_are_named() {
        Results all = Fixtures.results(List.of("random", "margin"), TWO, 3);
        Results some = new Results(all.configuration(), all.jdk(), all.cells().subList(0, 4));
        assertThat(all.missing()).isEmpty();
        assertThat(some.missing()).containsExactly(new Results.Missing("margin", List.of(1L, 2L)));
    }

    private static Results results(List<String> strategies, CellResult... cells) {
        int seeds =
                (int) List.of(cells).stream().mapToLong(CellResult::seed).max().orElse(0) + 1;
        return new Results(Fixtures.configuration(strategies, TWO, seeds), "25", List.of(cells));
    }

    /** Accuracies at 20, 30, … labels. */
    private static CellResult cell(String strategy, long seed, double... accuracies) {
        double[] numbers = new double[2 * accuracies.length];
        for (int i = 0; i < accuracies.length; i++) {
            numbers[2 * i] = 20 + 10 * i;
            numbers[2 * i + 1] = accuracies[i];
        }
        return new CellResult(strategy, seed, MeasuresTest.curve(numbers), List.of(3, 2), List.of(), null);
    }
}
