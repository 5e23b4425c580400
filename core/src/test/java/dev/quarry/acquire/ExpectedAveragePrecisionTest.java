package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Probabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedAveragePrecisionTest {

    private static double[] score(double[]... rows) {
        return new ExpectedAveragePrecision().score(Probabilities.of(Items.range(rows.length), DoubleMatrix.of(rows)));
    }

    @Test
    void two_that_are_left_score_one_half_of_a_hit_at_rank_two_alone() {
        // of class 0 (0.8, 0.5 left): both hit .4·1, the first alone .4·1, the second alone .1·½, none .1·0
        // of class 1 (0.5, 0.2 left): .1·1 + .4·1 + .1·½
        assertThat(score(new double[] {1, 0}, new double[] {0.8, 0.2}, new double[] {0.5, 0.5})[0])
                .isCloseTo(0.85 + 0.55, within(1e-11));
    }

    @Test
    void alone_nothing_is_left_to_rank() {
        assertThat(score(new double[] {0.7, 0.3})).containsExactly(0);
        assertThat(score(new double[] {0.7, 0.3}, new double[] {0.6, 0.4}))
                .containsExactly(new double[] {1, 1}, within(1e-11));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 10, 12})
    void it_is_the_mean_over_all_labels_that_the_others_may_have(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[][] rows = new double[n][];
        for (int row = 0; row < n; row++) {
            double p = switch (row % 4) {
                case 0 -> random.nextDouble();
                case 1 -> 0.25; // ties
                case 2 -> random.nextInt(2); // one-hot
                default -> random.nextDouble() / 100;
            };
            rows[row] = new double[] {p, (1 - p) / 2, (1 - p) / 2};
        }
        double[] wanted = new double[n];
        for (int row = 0; row < n; row++) {
            for (int c = 0; c < 3; c++) {
                wanted[row] += expected(without(rows, row, c));
            }
        }
        assertThat(score(rows)).containsExactly(wanted, within(1e-10));
    }

    private static double[] without(double[][] rows, int gone, int c) {
        return IntStream.range(0, rows.length)
                .filter(row -> row != gone)
                .mapToDouble(row -> -rows[row][c])
                .sorted()
                .map(p -> -p)
                .toArray();
    }

    private static double expected(double[] p) {
        double expected = 0;
        for (int labels = 0; labels < 1 << p.length; labels++) {
            double chance = 1;
            double precisions = 0;
            int hits = 0;
            for (int rank = 1; rank <= p.length; rank++) {
                boolean hit = ((labels >> (rank - 1)) & 1) == 1;
                chance *= hit ? p[rank - 1] : 1 - p[rank - 1];
                hits += hit ? 1 : 0;
                precisions += hit ? (double) hits / rank : 0;
            }
            expected += hits == 0 ? 0 : chance * precisions / hits;
        }
        return expected;
    }

    @Test
    void states_that_are_computed_once_more_are_the_same() {
        // sizes whose blocks of states end differently; alike items have the same list without them
        for (int n : new int[] {99, 100, 101, 110, 121}) {
            double[][] rows = new double[n][];
            Arrays.setAll(rows, row -> new double[] {0.5, 0.5});
            double[] scores = score(rows);
            assertThat(scores).containsOnly(scores[0]);
            assertThat(scores[0]).isCloseTo(2 * halves(n - 1), within(1e-9));
        }
    }

    /** The expectation for a list of fair coins, by the chance of every number of hits before and after a hit. */
    private static double halves(int n) {
        double[][] binomial = new double[n + 1][n + 1];
        binomial[0][0] = 1;
        for (int i = 1; i <= n; i++) {
            for (int hits = 0; hits <= i; hits++) {
                binomial[i][hits] = binomial[i - 1][hits] / 2 + (hits == 0 ? 0 : binomial[i - 1][hits - 1] / 2);
            }
        }
        double expected = 0;
        for (int rank = 1; rank <= n; rank++) {
            for (int before = 0; before < rank; before++) {
                for (int after = 0; after <= n - rank; after++) {
                    expected += binomial[rank - 1][before]
                            * binomial[n - rank][after]
                            / 2
                            * (before + 1)
                            / rank
                            / (before + 1 + after);
                }
            }
        }
        return expected;
    }
}
