package dev.quarry.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Certificate;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Selection;
import dev.quarry.evidence.Embeddings;
import dev.quarry.item.Items;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Parts;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoreSetMipTest {

    private static final Randomness RANDOM = Randomness.seed(11);

    private static Embeddings onALine(DoubleMatrix labelled, double... places) {
        return Embeddings.of(Items.range(places.length), DoubleMatrix.wrap(places, places.length, 1), labelled);
    }

    private static CoreSetMip allowing(double outliers) {
        return new CoreSetMip(outliers, 60, Solver.SCIP);
    }

    private static Certificate certificate(Selection selection) {
        return Objects.requireNonNull(selection.certificate());
    }

    private static double further(Selection selection, String name) {
        return Objects.requireNonNull(certificate(selection).further().get(name));
    }

    @ParameterizedTest
    @EnumSource(Solver.class)
    void two_balls_stand_in_the_middle_of_two_groups(Solver solver) {
        // 0 1 2 and 10 11 12 13: the radius is 2 with 11 or 12, the larger group first
        Selection selection =
                new CoreSetMip(0, 60, solver).select(onALine(DoubleMatrix.of(), 0, 1, 2, 10, 11, 12, 13), 2, RANDOM);
        assertThat(certificate(selection).name()).isEqualTo("covering radius");
        assertThat(certificate(selection).value()).isEqualTo(2);
        assertThat(certificate(selection).status()).isEqualTo("optimal");
        assertThat(further(selection, "lower bound")).isEqualTo(2);
        assertThat(further(selection, "outliers")).isZero();
        assertThat(selection.ids()[0]).isIn(4L, 5L);
        assertThat(selection.picks().get(0).score()).isEqualTo(4);
        assertThat(selection.picks().get(1).score()).isEqualTo(3);
    }

    @Test
    void an_outlier_is_left_out_where_one_may_be_and_is_taken_where_none_may() {
        double[] places = {0, 1, 2, 10, 11, 12, 1000};
        Selection robust = allowing(1 / 7.0).select(onALine(DoubleMatrix.of(), places), 2, RANDOM);
        assertThat(robust.ids()).containsExactlyInAnyOrder(1, 4);
        assertThat(certificate(robust).value()).isEqualTo(1);
        assertThat(further(robust, "outliers")).isEqualTo(1);
        assertThat(further(robust, "outliers allowed")).isEqualTo(1);
        Selection strict = allowing(0).select(onALine(DoubleMatrix.of(), places), 2, RANDOM);
        assertThat(strict.ids()).contains(6);
        assertThat(certificate(strict).value()).isEqualTo(10);
    }

    @Test
    void what_is_labelled_covers_already() {
        Selection selection =
                allowing(0).select(onALine(DoubleMatrix.wrap(new double[] {11}, 1, 1), 0, 1, 2, 10, 12), 1, RANDOM);
        assertThat(selection.ids()).containsExactly(1);
        assertThat(certificate(selection).value()).isEqualTo(1);
        assertThat(selection.picks().get(0).score()).isEqualTo(3);
    }

    @Test
    void where_fewer_centres_are_enough_the_batch_is_filled() {
        double[] places = {5, 5, 5, 5, 7, 7, 100};
        Selection two = allowing(0.2).select(onALine(DoubleMatrix.of(), places), 2, RANDOM);
        assertThat(two.ids()).containsAnyOf(4, 5).doesNotContain(6);
        assertThat(certificate(two).value()).isZero();
        for (int budget : new int[] {3, 4, 5}) {
            assertThat(allowing(0.2)
                            .select(onALine(DoubleMatrix.of(), places), budget, RANDOM)
                            .ids())
                    .hasSize(budget)
                    .containsAnyOf(4, 5);
        }
        assertThat(allowing(0.2)
                        .select(onALine(DoubleMatrix.of(), places), 9, RANDOM)
                        .ids())
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @CsvSource({
        "8, 1, 0, 0",
        "9, 2, 0, 0",
        "10, 3, 0, 2",
        "11, 2, 1, 0",
        "12, 3, 2, 0",
        "12, 3, 2, 3",
        "13, 4, 1, 1",
        "12, 2, 3, 0",
        "14, 3, 4, 2",
        "10, 2, 9, 0",
        "6, 5, 0, 0",
        "10, 3, 3, 1"
    })
    void the_radius_is_the_smallest_there_is(int n, int k, int outliers, int m) {
        for (int seed = 0; seed < 6; seed++) {
            SplittableRandom random = new SplittableRandom(seed * 100L + n);
            DoubleMatrix places = places(n, random, seed % 2 == 1);
            DoubleMatrix labelled = places(m, random, false);
            for (Matrix points : new Matrix[] {places, places.toFloat()}) {
                Embeddings evidence = Embeddings.of(Items.range(n), points, labelled);
                Selection selection = allowing((double) outliers / n).select(evidence, k, RANDOM);
                double smallest = Math.sqrt(bruteForce(evidence, k, outliers));
                assertThat(certificate(selection).status()).isEqualTo("optimal");
                assertThat(certificate(selection).value()).isEqualTo(smallest);
                assertThat(further(selection, "lower bound")).isEqualTo(smallest);
                assertThat(Math.sqrt(radius(evidence, selection.ids(), outliers)))
                        .isEqualTo(smallest);
                assertThat(further(selection, "outliers")).isLessThanOrEqualTo(outliers);
                assertThat(further(selection, "greedy radius")).isGreaterThanOrEqualTo(smallest);
            }
        }
    }

    /** On a grid there are ties and duplicates. */
    private static DoubleMatrix places(int n, SplittableRandom random, boolean grid) {
        double[] values = random.doubles(2L * n, 0, 4)
                .map(value -> grid ? Math.floor(value) : value)
                .toArray();
        return DoubleMatrix.wrap(values, n, 2);
    }

    private static double bruteForce(Embeddings evidence, int k, int outliers) {
        int n = evidence.size();
        double smallest = Double.POSITIVE_INFINITY;
        for (int set = 0; set < 1 << n; set++) {
            if (Integer.bitCount(set) == k) {
                int chosen = set;
                long[] ids = IntStream.range(0, n)
                        .filter(row -> ((chosen >> row) & 1) == 1)
                        .asLongStream()
                        .toArray();
                smallest = Math.min(smallest, radius(evidence, ids, outliers));
            }
        }
        return smallest;
    }

    private static double radius(Embeddings evidence, long[] ids, int outliers) {
        Matrix points = evidence.embeddings();
        double[] nearest = IntStream.range(0, evidence.size())
                .mapToDouble(row -> {
                    double least = Double.POSITIVE_INFINITY;
                    for (long id : ids) {
                        least = Math.min(least, Distances.squared(points, row, points, (int) id));
                    }
                    for (int other = 0; other < evidence.labelled().rows(); other++) {
                        least = Math.min(least, Distances.squared(points, row, evidence.labelled(), other));
                    }
                    return least;
                })
                .sorted()
                .toArray();
        return nearest[nearest.length - 1 - outliers];
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void greedy_is_within_a_factor_of_two(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Embeddings evidence = Embeddings.of(Items.range(150), places(150, random, false), places(2, random, false));
        Selection best = allowing(0).select(evidence, 10, RANDOM);
        double greedy = certificate(new KCenter().select(evidence, 10, RANDOM)).value();
        assertThat(certificate(best).status()).isEqualTo("optimal");
        assertThat(certificate(best).value()).isBetween(greedy / 2 * (1 - 1e-9), greedy);
    }

    @Test
    void the_half_of_the_greedy_radius_is_no_bound_where_outliers_may_stay_outside() {
        // greedy takes 1000 and leaves 40 far away; the best takes 40, leaves 1000 outside and 0 within 1 of what is
        // labelled
        Embeddings evidence = onALine(DoubleMatrix.wrap(new double[] {-1}, 1, 1), 0, 40, 40, 40, 40, 40, 1000);
        Selection selection = allowing(0.15).select(evidence, 1, RANDOM);
        assertThat(certificate(selection).value()).isEqualTo(1);
        assertThat(certificate(new KCenter().select(evidence, 1, RANDOM)).value())
                .isEqualTo(41);
    }

    private static Embeddings hard(int n) {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[n * 8];
        for (int j = 0; j < values.length; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return Embeddings.of(Items.range(n), FloatMatrix.wrap(values, n, 8), FloatMatrix.of());
    }

    @Test
    void when_time_is_up_it_is_greedy_or_better_with_a_valid_bound() {
        Embeddings evidence = hard(1_000);
        Selection hasty = new CoreSetMip(0.001, 0.5, Solver.SCIP).select(evidence, 30, RANDOM);
        assertThat(hasty.size()).isEqualTo(30);
        assertThat(certificate(hasty).status()).isEqualTo("time limit");
        double radius = certificate(hasty).value();
        assertThat(radius).isLessThanOrEqualTo(further(hasty, "greedy radius"));
        assertThat(Math.sqrt(radius(evidence, hasty.ids(), 1))).isEqualTo(radius);
        assertThat(further(hasty, "lower bound")).isPositive().isLessThanOrEqualTo(radius);
    }

    @Test
    void optimal_picks_do_not_depend_on_the_order_of_the_pool_the_threads_or_the_call() {
        int n = 120;
        SplittableRandom random = new SplittableRandom(3);
        DoubleMatrix places = places(n, random, true);
        long[] ids =
                IntStream.range(0, n).mapToLong(i -> (i * 7919L + 13) % 100_003).toArray();
        Selection selection = allowing(0.02).select(Embeddings.of(Items.of(ids), places, DoubleMatrix.of()), 6, RANDOM);
        assertThat(certificate(selection).status()).isEqualTo("optimal");
        for (int threads : new int[] {1, 2, 7}) {
            int[] rows = random.ints(0, n).distinct().limit(n).toArray();
            Embeddings shuffled = Embeddings.of(Items.of(ids).select(rows), places.select(rows), DoubleMatrix.of());
            assertThat(Workers.using(threads, () -> allowing(0.02).select(shuffled, 6, RANDOM)))
                    .isEqualTo(selection);
        }
    }

    @Test
    void ties_go_to_the_random_number_of_the_item() {
        DoubleMatrix one = DoubleMatrix.wrap(new double[20], 20, 1);
        Set<Long> first = new HashSet<>();
        for (int seed = 0; seed < 12; seed++) {
            Selection selection = new CoreSetMip()
                    .select(Embeddings.of(Items.range(20), one, DoubleMatrix.of()), 3, Randomness.seed(seed));
            assertThat(selection.ids()).hasSize(3).doesNotHaveDuplicates();
            first.add(selection.ids()[0]);
        }
        assertThat(first).hasSizeGreaterThan(4);
    }

    @Test
    void an_empty_pool_or_a_budget_of_nothing_takes_nothing() {
        assertThat(new CoreSetMip()
                        .select(onALine(DoubleMatrix.of()), 3, RANDOM)
                        .size())
                .isZero();
        assertThat(new CoreSetMip()
                        .select(onALine(DoubleMatrix.of(), 1, 2), 0, RANDOM)
                        .size())
                .isZero();
    }

    @Test
    void a_table_beyond_the_memory_budget_names_what_does_without() {
        Embeddings evidence =
                Embeddings.of(Items.range(20_000), FloatMatrix.wrap(new float[20_000], 20_000, 1), FloatMatrix.of());
        assertThatThrownBy(() -> new CoreSetMip().select(evidence, 1, RANDOM))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("core-set-mip", "k-center", "subpool", "MiB");
    }

    @Test
    void it_is_found_by_its_name_and_reads_back() {
        assertThat(Parts.read(Acquisition.class, "core-set-mip{outliers: 0.01, seconds: 30, solver: cp-sat}"))
                .isEqualTo(new CoreSetMip(0.01, 30, Solver.CP_SAT));
        assertThat(Parts.describe(allowing(0))).isEqualTo("core-set-mip{outliers: 0, seconds: 60}");
    }

    @Test
    void what_cannot_be_meant_is_refused() {
        assertThatThrownBy(() -> new CoreSetMip(1, 10, Solver.SCIP)).hasMessageContaining("outliers (1.0)");
        assertThatThrownBy(() -> new CoreSetMip(0, 0, Solver.SCIP)).hasMessageContaining("seconds (0.0)");
    }
}
