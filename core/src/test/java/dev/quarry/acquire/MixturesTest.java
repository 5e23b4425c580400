package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Diverse batch, information density and novelty: uncertainty and distances put together. */
class MixturesTest {

    private static final Randomness LOWEST = Randomness.seed(4).withLowestIdTies();
    private static final double LN2 = Math.log(2);

    private static DoubleMatrix column(double... places) {
        return DoubleMatrix.wrap(places, places.length, 1);
    }

    private static DoubleMatrix first(double... p) {
        return DoubleMatrix.of(IntStream.range(0, p.length)
                .mapToObj(i -> new double[] {p[i], 1 - p[i]})
                .toArray(double[][]::new));
    }

    private static double[] scores(Selection selection) {
        return selection.picks().stream().mapToDouble(Pick::score).toArray();
    }

    @Test
    void a_diverse_batch_mixes_shares_of_the_largest_uncertainty_and_of_the_radius() {
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(3), first(1, 0.5, 1), column(1, 2, 10), column(0));
        Selection picks = new DiverseBatch().select(evidence, 3, LOWEST);
        // ½·(0, 1, 0) + ½·(1, 2, 10)/10, then 10 still is at 8 from 2 and 1 at 1
        assertThat(picks.ids()).containsExactly(1, 2, 0);
        assertThat(scores(picks)).containsExactly(new double[] {0.6, 0.4, 0.05}, within(1e-15));
    }

    @Test
    void with_nothing_labelled_the_most_uncertain_begins_and_sets_the_radius() {
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(3), first(0.9, 0.5, 0.8), column(0, 2, 6), DoubleMatrix.of());
        Selection picks = new DiverseBatch(0.25, Measure.LEAST_CONFIDENCE, true).select(evidence, 3, LOWEST);
        assertThat(picks.ids()).containsExactly(1, 2, 0);
        assertThat(scores(picks))
                .containsExactly(new double[] {0.75, 0.75 * 0.4 + 0.25, 0.75 * 0.2 + 0.25 * 0.5}, within(1e-15));
    }

    @Test
    void unscaled_it_is_entropy_against_bare_distances_to_the_picks_alone() {
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(3), first(1, 0.5, 1), column(1, 2, 10), column(0));
        Selection picks = new DiverseBatch(0.5, Measure.ENTROPY, false).select(evidence, 3, LOWEST);
        assertThat(picks.ids()).containsExactly(1, 2, 0);
        assertThat(scores(picks)).containsExactly(new double[] {0.5 * LN2, 4, 0.5}, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"60, 0, 0.5, 1", "60, 5, 0.5, 2", "80, 3, 0, 3", "80, 3, 1, 4", "70, 0, 0.9, 5"})
    void a_diverse_batch_is_chosen_as_by_a_plain_program(int n, int m, double t, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DoubleMatrix places = DoubleMatrix.wrap(random.doubles(n * 2L).toArray(), n, 2);
        DoubleMatrix labelled = DoubleMatrix.wrap(random.doubles(m * 2L).toArray(), m, 2);
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(n), first(random.doubles(n).toArray()), places, labelled);
        for (boolean scaled : new boolean[] {true, false}) {
            assertThat(new DiverseBatch(t, Measure.MARGIN, scaled)
                            .select(evidence, 25, LOWEST)
                            .ids())
                    .isEqualTo(plain(evidence, t, scaled, 25));
        }
    }

    private static long[] plain(LatentPredictions evidence, double t, boolean scaled, int budget) {
        int n = evidence.size();
        double[] u = Measure.MARGIN.of(evidence);
        double most =
                scaled ? IntStream.range(0, n).mapToDouble(i -> u[i]).max().orElseThrow() : 1;
        double radius = scaled && evidence.labelled().rows() > 0 ? radius(evidence, List.of(), true) : Double.NaN;
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < budget) {
            boolean cold = taken.isEmpty() && (!scaled || evidence.labelled().rows() == 0);
            if (Double.isNaN(radius) && !cold) {
                radius = scaled ? radius(evidence, taken, true) : 1;
            }
            int best = -1;
            double highest = -1;
            for (int i = 0; i < n; i++) {
                double far = cold ? 0 : nearest(evidence, i, taken, scaled) / radius;
                double score = (1 - t) * (u[i] / most) + t * far;
                if (score > highest && !taken.contains(i)) {
                    highest = score;
                    best = i;
                }
            }
            taken.add(best);
        }
        return taken.stream().mapToLong(i -> i).toArray();
    }

    private static double radius(LatentPredictions evidence, List<Integer> taken, boolean labelled) {
        return IntStream.range(0, evidence.size())
                .mapToDouble(i -> nearest(evidence, i, taken, labelled))
                .max()
                .orElseThrow();
    }

    private static double nearest(LatentPredictions evidence, int i, List<Integer> taken, boolean labelled) {
        double least = Double.POSITIVE_INFINITY;
        for (int j : taken) {
            least = Math.min(least, distance(evidence.embeddings(), i, evidence.embeddings(), j));
        }
        for (int l = 0; labelled && l < evidence.labelled().rows(); l++) {
            least = Math.min(least, distance(evidence.embeddings(), i, evidence.labelled(), l));
        }
        return least;
    }

    private static double distance(Matrix a, int i, Matrix b, int j) {
        double x = a.get(i, 0) - b.get(j, 0);
        double y = a.get(i, 1) - b.get(j, 1);
        return Math.sqrt(x * x + y * y);
    }

    @Test
    void density_by_cosine_is_the_mean_cosine_to_the_others_and_0_where_that_is_negative() {
        double half = Math.sqrt(0.5);
        DoubleMatrix places =
                DoubleMatrix.of(new double[] {1, 0}, new double[] {2, 2}, new double[] {0, 5}, new double[] {-3, -3});
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(4), first(0.5, 0.5, 0.5, 0.5), places, DoubleMatrix.of());
        // to the right half − half + 0, in the middle half + half − 1, upwards as to the right, away from all below 0
        assertThat(new InformationDensity(Measure.MARGIN, 1, true).score(evidence))
                .containsExactly(new double[] {0, (2 * half - 1) / 3, 0, 0}, within(1e-15));
    }

    @Test
    void information_density_is_uncertainty_times_a_power_of_the_density_of_the_others() {
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(3), first(0.5, 0.5, 0.5), column(0, 1, 4), DoubleMatrix.of());
        double[] density = {(1 / 2.0 + 1 / 5.0) / 2, (1 / 2.0 + 1 / 4.0) / 2, (1 / 5.0 + 1 / 4.0) / 2};
        assertThat(new InformationDensity(Measure.ENTROPY, 2).score(evidence))
                .containsExactly(
                        new double[] {
                            LN2 * density[0] * density[0], LN2 * density[1] * density[1], LN2 * density[2] * density[2]
                        },
                        within(1e-12));
        assertThat(new InformationDensity(Measure.MARGIN, 0).score(evidence))
                .containsExactly(new double[] {1, 1, 1}, within(1e-15));
    }

    @Test
    void one_candidate_alone_is_as_dense_as_can_be() {
        LatentPredictions one = LatentPredictions.of(Items.range(1), first(0.5), column(3), DoubleMatrix.of());
        assertThat(new InformationDensity().score(one)).containsExactly(new double[] {LN2}, within(1e-15));
    }

    @Test
    void novelty_is_the_mean_distance_to_the_nearest_labelled() {
        Embeddings evidence = Embeddings.of(Items.range(3), column(0, 5, 20), column(1, 3, 10));
        assertThat(new Novelty().score(evidence)).containsExactly(1, 2, 10);
        assertThat(new Novelty(2).score(evidence)).containsExactly(2, 3, 13.5);
        assertThat(new Novelty(9).score(evidence))
                .containsExactly(new double[] {14 / 3.0, 11 / 3.0, 46 / 3.0}, within(1e-12));
        assertThat(new Novelty().score(Embeddings.of(Items.range(2), column(0, 5), DoubleMatrix.of())))
                .containsExactly(0, 0);
    }

    @Test
    void settings_without_sense_are_refused() {
        assertThatThrownBy(() -> new DiverseBatch(1.5, Measure.ENTROPY, true)).hasMessageContaining("diversity (1.5)");
        assertThatThrownBy(() -> new InformationDensity(Measure.ENTROPY, -1)).hasMessageContaining("beta (-1.0)");
        assertThatThrownBy(() -> new Novelty(0)).hasMessageContaining("neighbours (0)");
    }
}
