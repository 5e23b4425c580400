package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Probabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Choices that spread: contextual diversity, clusters with a share each, no near-duplicates; and one that picks outliers. */
class SpreadTest {

    private static final Randomness LOWEST = Randomness.seed(4).withLowestIdTies();

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

    private static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            double a = Math.max(p[c], 1e-12);
            double b = Math.max(q[c], 1e-12);
            sum += (a * Math.log(a / b) + b * Math.log(b / a)) / 2;
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void contextual_diversity_is_farthest_first_by_the_symmetric_divergence(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] p = IntStream.range(0, 40)
                .mapToObj(i -> {
                    double[] weights =
                            random.doubles(4).map(x -> x < 0.2 ? 0 : x).toArray();
                    double sum = Arrays.stream(weights).sum();
                    return Arrays.stream(weights)
                            .map(x -> sum == 0 ? 0.25 : x / sum)
                            .toArray();
                })
                .toArray(double[][]::new);
        Selection picks =
                new Cdal().select(Probabilities.of(Items.range(40), DoubleMatrix.of(p)), 15, Randomness.seed(seed));
        assertThat(scores(picks)[0]).isZero();
        List<Integer> taken = new ArrayList<>(List.of((int) picks.ids()[0]));
        for (int i = 1; i < 15; i++) {
            double farthest = IntStream.range(0, 40)
                    .filter(row -> !taken.contains(row))
                    .mapToDouble(row -> nearest(p, row, taken))
                    .max()
                    .orElseThrow();
            int pick = (int) picks.ids()[i];
            assertThat(nearest(p, pick, taken)).isCloseTo(farthest, within(1e-9));
            assertThat(scores(picks)[i]).isCloseTo(farthest, within(1e-9));
            taken.add(pick);
        }
    }

    private static double nearest(double[][] p, int row, List<Integer> taken) {
        return taken.stream()
                .mapToDouble(other -> divergence(p[row], p[other]))
                .min()
                .orElseThrow();
    }

    @Test
    void clusters_share_the_smallest_margins_as_they_share_the_candidates() {
        // six around 0 with small margins, three around 100 with large ones: of three picks two and one
        LatentPredictions evidence = LatentPredictions.of(
                Items.range(9),
                first(0.5, 0.51, 0.52, 0.53, 0.54, 0.55, 0.9, 0.8, 0.7),
                column(0, 1, 2, 3, 4, 5, 100, 101, 102),
                DoubleMatrix.of());
        Selection picks = new InformativeClusterDiverse(2).select(evidence, 3, LOWEST);
        assertThat(picks.ids()).containsExactly(0, 1, 8);
        assertThat(scores(picks)).containsExactly(new double[] {0, -0.02, -0.4}, within(1e-12));
        assertThat(new InformativeClusterDiverse().select(evidence, 1, LOWEST).ids())
                .isEqualTo(new Margin().select(evidence, 1, LOWEST).ids());
        assertThat(new InformativeClusterDiverse(2).select(evidence, 9, LOWEST).ids())
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void the_legacy_core_set_picks_what_lies_far_from_its_own_cluster() {
        Embeddings evidence =
                Embeddings.of(Items.range(9), column(0, 1, 2, 3, 19, 1000, 1001, 1002, 1003), DoubleMatrix.of());
        Selection legacy = new LegacyCoreSet().select(evidence, 2, LOWEST);
        assertThat(legacy.ids()[0]).isEqualTo(4); // mean of the first five is 5
        assertThat(scores(legacy)).containsExactly(new double[] {196, 25}, within(1e-9));
        assertThat(legacy.ids()[1]).isEqualTo(0); // of the same cluster
        assertThat(new KMeansMedoids().select(evidence, 2, LOWEST).ids()).doesNotContain(4);
    }

    @Test
    void near_duplicates_are_not_chosen_together() {
        DoubleMatrix p = first(0.5, 0.5, 0.52, 0.6, 0.9);
        LatentPredictions evidence = LatentPredictions.of(Items.range(5), p, column(1, 1.05, 1.1, 5, 9), column(5.02));
        Selection plain = new Entropy().select(evidence, 3, LOWEST);
        assertThat(plain.ids()).containsExactly(0, 1, 2);
        Selection distinct = new Distinct<LatentPredictions>(new Entropy(), 0.07).select(evidence, 3, LOWEST);
        // 1.05 is beside 1 and so is out, 1.1 is beside 1.05 only; 5 is beside a labelled item
        assertThat(distinct.ids()).containsExactly(0, 2, 4);
        Selection all = new Distinct<LatentPredictions>(new Entropy(), 0.07).select(evidence, 5, LOWEST);
        assertThat(all.ids()).containsExactly(0, 2, 4, 1, 3);
        assertThat(scores(all)[3]).isZero();
    }

    @Test
    void exact_duplicates_alone_by_default() {
        LatentPredictions evidence = LatentPredictions.of(
                Items.range(4), first(0.5, 0.5, 0.5, 0.9), column(1, 1, 1.01, 7), DoubleMatrix.of());
        assertThat(new Distinct<LatentPredictions>().select(evidence, 2, LOWEST).ids())
                .containsExactly(0, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void what_is_left_is_apart_and_what_is_out_is_close(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 700;
        DoubleMatrix places = DoubleMatrix.wrap(random.doubles(2L * n).toArray(), n, 2);
        Embeddings evidence = Embeddings.of(Items.range(n), places, DoubleMatrix.of());
        Selection picks = new Distinct<Embeddings>(new Uniform(), 0.06).select(evidence, n, Randomness.seed(seed));
        List<Long> apart = picks.picks().stream()
                .map(Pick::id)
                .limit(IntStream.range(0, n).filter(i -> scores(picks)[i] != 0).count())
                .toList();
        assertThat(apart).hasSizeBetween(60, 500);
        for (long id = 0; id < n; id++) {
            long row = id;
            long close = apart.stream()
                    .filter(other -> Math.hypot(
                                    places.get((int) row, 0) - places.get(other.intValue(), 0),
                                    places.get((int) row, 1) - places.get(other.intValue(), 1))
                            <= 0.06)
                    .count();
            assertThat(close).isGreaterThanOrEqualTo(1); // itself, or one that stayed in its place
            assertThat(!apart.contains(row) || close == 1).isTrue();
        }
    }

    @Test
    void what_has_no_places_cannot_be_made_distinct() {
        assertThatThrownBy(() -> Parts.read(Acquisition.class, "distinct{of: bald}"))
                .hasMessageContaining("(bald)")
                .hasMessageContaining("Maybe");
        assertThat(Parts.<Acquisition<?>>read(kind(), "distinct{of: k-center}").needs())
                .isEqualTo(Embeddings.class);
        assertThat(Parts.<Acquisition<?>>read(kind(), "distinct{of: margin}").needs())
                .isEqualTo(LatentPredictions.class);
    }

    @SuppressWarnings("unchecked")
    private static Class<Acquisition<?>> kind() {
        return (Class<Acquisition<?>>) (Class<?>) Acquisition.class;
    }

    @Test
    void settings_without_sense_are_refused() {
        assertThatThrownBy(() -> new Distinct<LatentPredictions>(new Entropy(), -1))
                .hasMessageContaining("distance (-1.0)");
        assertThatThrownBy(() -> new InformativeClusterDiverse(-1)).hasMessageContaining("clusters (-1)");
    }
}
