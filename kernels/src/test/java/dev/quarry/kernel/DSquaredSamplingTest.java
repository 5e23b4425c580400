package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DSquaredSamplingTest {

    private static final DSquaredSampling.First LARGEST = DSquaredSampling.First.LARGEST;

    /** The gradients (p − e_ŷ) ⊗ h of a golden case. */
    private static SquaredDistances gradients(GoldenCase golden) {
        DoubleMatrix p = golden.input("probs");
        double[] residuals = p.values().clone();
        for (int i = 0; i < p.rows(); i++) {
            int largest = i * p.cols();
            for (int j = largest; j < (i + 1) * p.cols(); j++) {
                largest = residuals[j] > residuals[largest] ? j : largest;
            }
            residuals[largest] -= 1;
        }
        return SquaredDistances.outerProducts(
                DoubleMatrix.wrap(residuals, p.rows(), p.cols()), golden.input("embeddings"));
    }

    private static double[][] table(SquaredDistances distances) {
        double[][] table = new double[distances.size()][distances.size()];
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table.length; j++) {
                table[i][j] = distances.between(i, j, Double.POSITIVE_INFINITY);
            }
        }
        return table;
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 60", "3, 200", "4, 500", "5, 0", "6, 1"})
    void the_draws_are_those_of_the_race_played_plainly(long seed, int k) {
        FloatMatrix points = Awkward.clusters(seed, 200, 9, 1);
        FloatMatrix factors = Awkward.clusters(seed + 1, 200, 4, 0);
        double[] weights = new double[200];
        Arrays.setAll(weights, i -> i % 7);
        Randomness random = Randomness.seed(seed);
        for (SquaredDistances distances : List.of(
                SquaredDistances.rows(points),
                SquaredDistances.rows(points.toDouble()),
                SquaredDistances.rows(points).weighted(weights),
                SquaredDistances.outerProducts(factors, points),
                SquaredDistances.outerProducts(factors.toDouble(), points.toDouble()))) {
            int[] drawn = DSquaredSampling.draw(distances, 17, k, row -> 1000L - row, random)
                    .rows();
            List<Integer> wanted =
                    k == 0 ? List.of() : EagerRace.draw(table(distances), 17, k, row -> 1000L - row, random);
            assertThat(Arrays.stream(drawn).boxed())
                    .containsExactlyElementsOf(wanted)
                    .doesNotHaveDuplicates();
        }
    }

    /** At most two rows of each five; who is shut out by that leaves the race of the others as it is. */
    @ParameterizedTest
    @CsvSource({"1, 5, LARGEST", "2, 30, UNIFORM", "3, 80, WEIGHTED", "4, 200, LARGEST"})
    void a_draw_among_those_admitted_is_one_without_those_who_are_shut_out(
            long seed, int k, DSquaredSampling.First first) {
        FloatMatrix points = Awkward.clusters(seed, 200, 9, 1);
        Randomness random = Randomness.seed(seed);
        int[] room = new int[40];
        Arrays.fill(room, 2);
        int[] drawn = DSquaredSampling.draw(
                        SquaredDistances.rows(points), first, k, row -> 1000L - row, new Rooms(room), random)
                .rows();
        assertThat(drawn).hasSize(Math.min(k, 80)).doesNotHaveDuplicates();
        Set<Integer> taken = Arrays.stream(drawn).boxed().collect(Collectors.toSet());
        int[] others = IntStream.range(0, 200)
                .filter(row -> taken.contains(row) || room[row / 5] > 0)
                .toArray();
        int[] again = DSquaredSampling.draw(
                        SquaredDistances.rows(points.select(others)),
                        first,
                        Math.min(k, 80),
                        row -> 1000L - others[row],
                        random)
                .rows();
        assertThat(Arrays.stream(again).map(row -> others[row]))
                .containsExactly(Arrays.stream(drawn).boxed().toArray(Integer[]::new));
    }

    private static final class Rooms implements Admission {
        private final int[] room;

        Rooms(int[] room) {
            this.room = room;
        }

        @Override
        public boolean open(int row) {
            return room[row / 5] > 0;
        }

        @Override
        public void take(int row) {
            room[row / 5]--;
        }

        @Override
        public Admission fork() {
            return new Rooms(room.clone());
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "7"})
    void threads_and_the_order_of_the_rows_do_not_change_the_draws(int threads) {
        FloatMatrix points = Awkward.clusters(11, 2500, 6, 0);
        int[] backwards = new int[2500];
        Arrays.setAll(backwards, i -> 2499 - i);
        Randomness random = Randomness.seed(5);
        for (DSquaredSampling.First first : DSquaredSampling.First.values()) {
            int[] wanted = DSquaredSampling.draw(SquaredDistances.rows(points), first, 50, row -> row, random)
                    .rows();
            int[] mirrored = Workers.using(
                    threads,
                    () -> DSquaredSampling.draw(
                                    SquaredDistances.rows(points.select(backwards)),
                                    first,
                                    50,
                                    row -> 2499L - row,
                                    random)
                            .rows());
            assertThat(Arrays.stream(mirrored).map(row -> 2499 - row)).containsExactly(box(wanted));
        }
    }

    @Test
    void the_first_row_has_the_largest_norm_of_the_golden_cases() {
        for (GoldenCase golden : GoldenCase.of("badge_kmeanspp_distribution")) {
            SquaredDistances distances = gradients(golden);
            int[] first = DSquaredSampling.draw(distances, LARGEST, 1, row -> row, Randomness.seed(1))
                    .rows();
            assertThat(first).as(golden.id()).containsExactly(golden.outputs("first"));
        }
    }

    @Test
    void weights_are_the_probabilities_of_the_golden_cases() {
        for (GoldenCase golden : GoldenCase.of("badge_kmeanspp_distribution")) {
            SquaredDistances distances = gradients(golden);
            int[] picked = golden.inputs("picked");
            DoubleMatrix wanted = golden.output("probabilities");
            for (int i = 0; i < picked.length; i++) {
                double[] probabilities = probabilities(distances, Arrays.copyOf(picked, i + 1));
                for (int j = 0; j < distances.size(); j++) {
                    assertThat(probabilities[j]).as(golden.id()).isEqualTo(wanted.get(i, j), within(1e-7));
                }
            }
        }
    }

    /** The law of the next draw, from the distances. */
    private static double[] probabilities(SquaredDistances distances, int... drawn) {
        double[] law = new double[distances.size()];
        for (int j = 0; j < law.length; j++) {
            law[j] = Double.POSITIVE_INFINITY;
            for (int centre : drawn) {
                law[j] = Math.min(law[j], distances.between(j, centre, Double.POSITIVE_INFINITY));
            }
        }
        double sum = Arrays.stream(law).sum();
        return Arrays.stream(law).map(w -> w / sum).toArray();
    }

    /** Pearson's statistic of the second, third and fourth draw against their exact laws, over many seeds. */
    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void draws_follow_the_law(int which) {
        List<GoldenCase> cases = GoldenCase.of("badge_kmeanspp_distribution");
        SquaredDistances distances = gradients(cases.get(which));
        int n = distances.size();
        int runs = 60_000;
        double[] expected = new double[n * n * n];
        int first = cases.get(which).outputs("first")[0];
        double[] second = probabilities(distances, first);
        for (int a = 0; a < n; a++) {
            if (second[a] > 0) {
                double[] third = probabilities(distances, first, a);
                for (int b = 0; b < n; b++) {
                    if (third[b] > 0) {
                        double[] fourth = probabilities(distances, first, a, b);
                        for (int c = 0; c < n; c++) {
                            expected[(a * n + b) * n + c] = runs * second[a] * third[b] * fourth[c];
                        }
                    }
                }
            }
        }
        double[] counts = new double[expected.length];
        for (int run = 0; run < runs; run++) {
            int[] rows = DSquaredSampling.draw(distances, LARGEST, 4, row -> row, Randomness.seed(run))
                    .rows();
            counts[(rows[1] * n + rows[2]) * n + rows[3]]++;
        }
        assertChiSquare(expected, counts);
    }

    /** Cells that expect fewer than ten are thrown together. The bound lies 4.5 standard deviations out. */
    private static void assertChiSquare(double[] expected, double[] counts) {
        double statistic = 0;
        double restExpected = 0;
        double restCount = 0;
        int cells = 0;
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] < 10) {
                restExpected += expected[i];
                restCount += counts[i];
                assertThat(expected[i] > 0 || counts[i] == 0)
                        .as("impossible draw")
                        .isTrue();
            } else {
                statistic += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
                cells++;
            }
        }
        if (restExpected >= 10) {
            statistic += (restCount - restExpected) * (restCount - restExpected) / restExpected;
            cells++;
        }
        int freedom = cells - 1;
        assertThat(freedom).isGreaterThan(3);
        assertThat(statistic).isLessThan(freedom + 4.5 * Math.sqrt(2.0 * freedom) + 10);
    }

    @Test
    void the_other_ways_to_begin_follow_their_laws() {
        FloatMatrix points = FloatMatrix.of(new float[] {0}, new float[] {1}, new float[] {2}, new float[] {3});
        double[] uniform = new double[4];
        double[] weighted = new double[4];
        int runs = 20_000;
        for (int run = 0; run < runs; run++) {
            SquaredDistances rows = SquaredDistances.rows(points);
            Randomness random = Randomness.seed(run);
            uniform[
                    DSquaredSampling.draw(rows, DSquaredSampling.First.UNIFORM, 1, row -> row, random)
                            .row(0)]++;
            weighted[
                    DSquaredSampling.draw(rows, DSquaredSampling.First.WEIGHTED, 1, row -> row, random)
                            .row(0)]++;
        }
        for (int row = 0; row < 4; row++) {
            assertThat(uniform[row] / runs).isEqualTo(0.25, within(0.015));
            assertThat(weighted[row] / runs).isEqualTo(row * row / 14.0, within(0.015));
        }
    }

    @Test
    void duplicates_come_last_in_the_order_of_their_ties() {
        FloatMatrix points = FloatMatrix.of(
                new float[] {1}, new float[] {1}, new float[] {1}, new float[] {5}, new float[] {5}, new float[] {1});
        Randomness random = Randomness.seed(9).withLowestIdTies();
        DSquaredSampling.Draws draws = DSquaredSampling.draw(SquaredDistances.rows(points), LARGEST, 9, r -> r, random);
        assertThat(draws.row(0)).isEqualTo(3);
        assertThat(draws.weight(0)).isEqualTo(25);
        assertThat(draws.row(1)).isIn(0, 1, 2, 5);
        assertThat(draws.weight(1)).isEqualTo(16);
        assertThat(draws.size()).isEqualTo(6);
        assertThat(Arrays.stream(draws.rows()).skip(2)).isSorted().doesNotHaveDuplicates();
        assertThat(draws.weight(5)).isZero();
    }

    @Test
    void without_rows_nothing_is_drawn_and_without_weight_everything_ties() {
        SquaredDistances none = SquaredDistances.rows(FloatMatrix.wrap(new float[0], 0, 3));
        assertThat(DSquaredSampling.draw(none, LARGEST, 4, row -> row, Randomness.seed(1))
                        .rows())
                .isEmpty();
        SquaredDistances zeros = SquaredDistances.rows(FloatMatrix.wrap(new float[12], 4, 3));
        for (DSquaredSampling.First first : DSquaredSampling.First.values()) {
            assertThat(DSquaredSampling.draw(zeros, first, 9, row -> row, Randomness.seed(1))
                            .rows())
                    .containsExactlyInAnyOrder(0, 1, 2, 3);
        }
    }

    @Test
    void weights_beyond_the_precision_are_refused() {
        SquaredDistances far = SquaredDistances.rows(FloatMatrix.of(new float[] {1e30f}, new float[] {-1e30f}));
        assertThatThrownBy(() -> DSquaredSampling.draw(far, 0, 2, row -> row, Randomness.seed(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("row (0) is (Infinity)");
        assertThatThrownBy(() ->
                        SquaredDistances.rows(FloatMatrix.of(new float[1])).weighted(new double[] {-1}))
                .hasMessageContaining("The weight (-1.0) of row (0)");
    }

    private static Integer[] box(int[] rows) {
        return Arrays.stream(rows).boxed().toArray(Integer[]::new);
    }
}
