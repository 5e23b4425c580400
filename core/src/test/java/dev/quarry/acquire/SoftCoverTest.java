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
import dev.quarry.kernel.Similarity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facility location and the two herdings: one objective, three weights and kernels. */
class SoftCoverTest {

    private static final Randomness LOWEST = Randomness.seed(4).withLowestIdTies();

    private static DoubleMatrix column(double... places) {
        return DoubleMatrix.wrap(places, places.length, 1);
    }

    private static DoubleMatrix random(int n, int d, SplittableRandom random) {
        return DoubleMatrix.wrap(random.doubles((long) n * d, -1, 1).toArray(), n, d);
    }

    private static double[] scores(Selection selection) {
        return selection.picks().stream().mapToDouble(Pick::score).toArray();
    }

    @Test
    void facility_location_takes_what_represents_the_rest_best() {
        Embeddings evidence = Embeddings.of(Items.range(4), column(0, 1, 2, 9), column(12));
        Selection picks = new FacilityLocation().select(evidence, 2, LOWEST);
        assertThat(picks.ids()).containsExactly(1, 3);
        // before: 1/13, 1/12, 1/11, 1/4; with 1: 1/2, 1, 1/2, 1/4
        assertThat(scores(picks))
                .containsExactly(new double[] {(2 - 1 / 13.0 - 1 / 12.0 - 1 / 11.0) / 4, 0.75 / 4}, within(1e-8));
    }

    @Test
    void by_cosine_only_directions_count() {
        DoubleMatrix places = DoubleMatrix.of(
                new double[] {9, 0}, new double[] {1, 0}, new double[] {0, 5}, new double[] {0, -1}, new double[] {-3, 0
                });
        Embeddings evidence = Embeddings.of(Items.range(5), places, DoubleMatrix.of(new double[] {1, 1}));
        Selection picks = new FacilityLocation(Similarity.COSINE, 1).select(evidence, 2, LOWEST);
        // 0 and 1 have cosine √½ with what is labelled, 2 as well; −y and −x have none, so each gains 1
        assertThat(picks.ids()).containsExactly(3, 4);
        assertThat(scores(picks)).containsExactly(new double[] {0.2, 0.2}, within(1e-8));
    }

    @Test
    void max_herding_adds_most_to_the_mean_of_gaussians() {
        Embeddings evidence = Embeddings.of(Items.range(3), column(0, 1, 3), DoubleMatrix.of());
        Selection picks = new MaxHerding(2, false).select(evidence, 2, LOWEST);
        double k1 = Math.exp(-1 / 4.0);
        double k2 = Math.exp(-4 / 4.0);
        assertThat(picks.ids()).containsExactly(1, 2);
        assertThat(scores(picks)).containsExactly(new double[] {(k1 + 1 + k2) / 3, (1 - k2) / 3}, within(1e-8));
    }

    @Test
    void uncertainty_herding_weighs_by_margin_and_narrows_with_the_labels() {
        DoubleMatrix p = DoubleMatrix.of(new double[] {0.9, 0.1}, new double[] {0.5, 0.5}, new double[] {0.6, 0.4});
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(3), p, column(0, 10, 11), column(5, 7, 7)); // bandwidth 2
        Selection picks = new UHerding(1, false).select(evidence, 1, LOWEST);
        double[] u = {0.2, 1, 0.8};
        double[] so = {k(5), k(3), k(4)};
        double gain1 = u[1] * (1 - so[1]) + u[2] * (k(1) - so[2]);
        double gain2 = u[1] * (k(1) - so[1]) + u[2] * (1 - so[2]);
        assertThat(gain1).isGreaterThan(gain2);
        assertThat(picks.ids()).containsExactly(1);
        assertThat(scores(picks)).containsExactly(new double[] {gain1 / 3}, within(1e-8));
    }

    private static double k(double distance) {
        return Math.exp(-distance * distance / 4);
    }

    @Test
    void without_labels_uncertainty_herding_is_max_herding() {
        SplittableRandom random = new SplittableRandom(8);
        DoubleMatrix places = random(40, 3, random);
        LatentPredictions evidence = LatentPredictions.of(
                Items.range(40),
                DoubleMatrix.wrap(
                        IntStream.range(0, 80)
                                .mapToDouble(j -> j % 4 == 0 ? 1 : j % 4 == 1 ? 0 : 0.5)
                                .toArray(),
                        40,
                        2),
                places,
                DoubleMatrix.of());
        assertThat(new UHerding().select(evidence, 9, LOWEST).ids())
                .isEqualTo(new MaxHerding().select(evidence, 9, LOWEST).ids());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void they_choose_as_a_plain_program_does(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 70;
        DoubleMatrix places = random(n, 3, random);
        DoubleMatrix labelled = random(seed % 3 == 0 ? 0 : 1 + seed, 3, random);
        double[] first = random.doubles(n).toArray();
        DoubleMatrix p = DoubleMatrix.of(IntStream.range(0, n)
                .mapToObj(i -> new double[] {first[i], 1 - first[i]})
                .toArray(double[][]::new));
        LatentPredictions evidence = LatentPredictions.of(Items.range(n), p, places, labelled);
        double[] same = IntStream.range(0, n).mapToDouble(i -> 1).toArray();
        double[] uncertain =
                IntStream.range(0, n).mapToDouble(i -> 1 + margin(first[i])).toArray();
        double h = nearestPair(labelled);
        assertThat(new FacilityLocation().select(evidence, 25, LOWEST).ids())
                .isEqualTo(plain(evidence, 25, same, d -> 1 / (1 + d)));
        assertThat(new MaxHerding(0.7, false).select(evidence, 25, LOWEST).ids())
                .isEqualTo(plain(evidence, 25, same, d -> Math.exp(-d * d / 0.49)));
        assertThat(new UHerding(1, false).select(evidence, 25, LOWEST).ids())
                .isEqualTo(plain(evidence, 25, labelled.rows() == 0 ? same : uncertain, d -> Math.exp(-d * d / h / h)));
    }

    private static double margin(double p) {
        return Math.min(p, 1 - p) - Math.max(p, 1 - p);
    }

    private static double nearestPair(Matrix places) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < places.rows(); i++) {
            for (int j = 0; j < i; j++) {
                least = Math.min(least, distance(places, i, places, j));
            }
        }
        return least < Double.POSITIVE_INFINITY ? least : 1;
    }

    private static double distance(Matrix a, int i, Matrix b, int j) {
        double sum = 0;
        for (int c = 0; c < a.cols(); c++) {
            sum += (a.get(i, c) - b.get(j, c)) * (a.get(i, c) - b.get(j, c));
        }
        return Math.sqrt(sum);
    }

    /** Every gain from scratch; similarities rounded down as documented, since pairs of near candidates tie. */
    private static long[] plain(LatentPredictions evidence, int budget, double[] weights, DoubleUnaryOperator kernel) {
        int n = evidence.size();
        Matrix x = evidence.embeddings();
        double most = Arrays.stream(weights).max().orElseThrow() / n;
        double unit = Math.scalb(1.0, -32 + (int) Math.ceil(Math.log(most) / Math.log(2)));
        double[] so = new double[n];
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < evidence.labelled().rows(); l++) {
                so[i] = Math.max(so[i], kernel.applyAsDouble(distance(x, i, evidence.labelled(), l)));
            }
        }
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < budget) {
            int best = -1;
            double largest = -1;
            for (int c = 0; c < n; c++) {
                double gain = 0;
                for (int i = 0; i < n; i++) {
                    double weight = weights[i] / n / unit;
                    double more = Math.floor(kernel.applyAsDouble(distance(x, i, x, c)) * weight);
                    gain += Math.max(more - Math.floor(so[i] * weight), 0);
                }
                if (gain > largest && !taken.contains(c)) {
                    best = c;
                    largest = gain;
                }
            }
            taken.add(best);
            for (int i = 0; i < n; i++) {
                so[i] = Math.max(so[i], kernel.applyAsDouble(distance(x, i, x, best)));
            }
        }
        return taken.stream().mapToLong(Integer::longValue).toArray();
    }

    @Test
    void bandwidths_without_sense_are_refused() {
        assertThatThrownBy(() -> new FacilityLocation(Similarity.GAUSSIAN, 0)).hasMessageContaining("bandwidth (0.0)");
        assertThatThrownBy(() -> new MaxHerding(-1, true)).hasMessageContaining("bandwidth (-1.0)");
        assertThatThrownBy(() -> new UHerding(Double.NaN, true)).hasMessageContaining("bandwidth (NaN)");
    }
}
