package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.evidence.Embeddings;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbCoverTest {

    private static final Randomness RANDOM = Randomness.seed(4);
    private static final Randomness LOWEST = RANDOM.withLowestIdTies();

    private static DoubleMatrix column(double... places) {
        return DoubleMatrix.wrap(places, places.length, 1);
    }

    private static ProbCover of(double delta) {
        return new ProbCover(delta, 0.95, 10, false);
    }

    @Test
    void the_ball_that_covers_most_comes_first_and_the_certificate_is_the_covered_share() {
        Embeddings evidence = Embeddings.of(Items.range(7), column(0, 1, 2, 10, 11, 20, 30), column(20.5));
        Selection picks = of(1.5).select(evidence, 2, LOWEST); // around 1: 0, 1, 2; around 10: 10, 11; 20 is covered
        assertThat(picks.picks())
                .containsExactly(new Pick(1, 3, "prob-cover{delta: 1.5}"), new Pick(3, 2, "prob-cover{delta: 1.5}"));
        assertThat(picks.certificate()).isEqualTo(new Certificate("covered share", 1 - 1 / 7.0));
    }

    @Test
    void the_radius_is_chosen_so_that_balls_stay_inside_clusters() {
        Embeddings evidence =
                Embeddings.of(Items.range(10), column(0, 1, 2, 3, 4, 100, 101, 102, 103, 104), DoubleMatrix.of());
        Selection picks = new ProbCover(0, 1, 2, false).select(evidence, 2, RANDOM); // 96 between the two
        assertThat(picks.picks()).extracting(Pick::score).containsExactly(5.0, 5.0);
    }

    @Test
    void at_unit_length_only_directions_count() {
        DoubleMatrix places = DoubleMatrix.of(
                new double[] {1, 0}, new double[] {50, 1}, new double[] {0, 1}, new double[] {0, 9}, new double[] {1, 90
                });
        Embeddings evidence = Embeddings.of(Items.range(5), places, DoubleMatrix.of());
        Selection picks = new ProbCover(0.1, 0.95, 10, true).select(evidence, 2, LOWEST);
        assertThat(picks.picks()).extracting(Pick::score).containsExactly(3.0, 2.0);
        assertThat(picks.ids()).containsExactly(2, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void it_chooses_as_a_plain_program_does(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 50;
        int m = random.nextInt(4);
        Embeddings evidence = Embeddings.of(
                Items.range(n),
                DoubleMatrix.wrap(
                        random.doubles(n * 2L).map(x -> Math.floor(9 * x)).toArray(), n, 2),
                DoubleMatrix.wrap(
                        random.doubles(m * 2L).map(x -> Math.floor(9 * x)).toArray(), m, 2));
        double delta = 0.5 + 0.4 * seed;
        List<Pick> wanted = plain(evidence, delta, 20, Scores.reason(of(delta)));
        assertThat(of(delta).select(evidence, 20, LOWEST).picks()).isEqualTo(wanted);
    }

    private static List<Pick> plain(Embeddings evidence, double delta, int budget, String reason) {
        int n = evidence.size();
        boolean[] covered = new boolean[n];
        boolean[] taken = new boolean[n];
        for (int row = 0; row < n; row++) {
            for (int label = 0; label < evidence.labelled().rows(); label++) {
                covered[row] |= Math.hypot(
                                evidence.embeddings().get(row, 0)
                                        - evidence.labelled().get(label, 0),
                                evidence.embeddings().get(row, 1)
                                        - evidence.labelled().get(label, 1))
                        < delta;
            }
        }
        List<Pick> picks = new ArrayList<>();
        while (picks.size() < budget) {
            int best = -1;
            int most = -1;
            for (int row = 0; row < n; row++) {
                int gain = 0;
                for (int other = 0; other < n; other++) {
                    gain += !covered[other] && near(evidence, row, other, delta) ? 1 : 0;
                }
                if (!taken[row] && gain > most) {
                    best = row;
                    most = gain;
                }
            }
            taken[best] = true;
            picks.add(new Pick(best, most, reason));
            for (int other = 0; other < n; other++) {
                covered[other] |= near(evidence, best, other, delta);
            }
        }
        return picks;
    }

    private static boolean near(Embeddings evidence, int a, int b, double delta) {
        return Math.hypot(
                        evidence.embeddings().get(a, 0) - evidence.embeddings().get(b, 0),
                        evidence.embeddings().get(a, 1) - evidence.embeddings().get(b, 1))
                < delta;
    }

    @Test
    void the_last_items_of_a_pool_can_be_chosen_too() {
        double[] places = new double[700]; // the densest place holds the last hundred
        for (int row = 0; row < 700; row++) {
            places[row] = row < 600 ? 10 * row : 100_000;
        }
        Embeddings evidence = Embeddings.of(Items.range(700), column(places), DoubleMatrix.of());
        assertThat(of(1).select(evidence, 1, RANDOM).ids()[0]).isBetween(600L, 699L);
    }

    @Test
    void settings_without_sense_are_refused() {
        assertThatThrownBy(() -> of(-1)).hasMessageContaining("delta (-1.0)");
        assertThatThrownBy(() -> of(Double.NaN)).hasMessageContaining("delta (NaN)");
        assertThatThrownBy(() -> new ProbCover(0, 1.5, 10, false)).hasMessageContaining("purity (1.5)");
        assertThatThrownBy(() -> new ProbCover(0, 1, 0, false)).hasMessageContaining("clusters (0)");
    }
}
