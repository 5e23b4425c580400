package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FarthestFirstTest {

    @ParameterizedTest
    @CsvSource({
        "300, 12, 40, 60, 0, 1",
        "300, 12, 0, 60, 0, 1",
        "300, 12, 3, 300, 2, 2",
        "200, 1, 9, 50, 0, 7",
        "700, 70, 100, 200, 100, 7",
        "5, 3, 2, 9, 0, 1",
        "700, 3, 400, 100, 0, 2",
        "600, 40, 300, 600, 5, 1",
        "40, 0, 9, 5, 0, 1",
        "40, 0, 90, 5, 0, 1"
    })
    void the_order_is_that_of_measuring_all_again_and_again(int n, int d, int m, int k, float shift, int threads) {
        FloatMatrix points = Awkward.clusters(7, n, d, shift);
        FloatMatrix labelled = Awkward.clusters(8, m, d, shift);
        TopK.Ties ties = row -> Randomness.seed(3).tie(row);
        LazyGreedy.Result lazy =
                Workers.using(threads, () -> LazyGreedy.take(new FarthestFirst(points, labelled), k, ties));
        LazyGreedy.Result lazier =
                Workers.using(threads, () -> LazyGreedy.take(FarthestFirst.lazy(points, labelled), k, ties));
        double[] gains = new double[Math.min(n, k)];
        double[] radius = new double[1];
        assertThat(lazier.rows()).isEqualTo(lazy.rows());
        assertThat(lazier.nextGain()).isEqualTo(lazy.nextGain());
        assertThat(lazy.rows()).containsExactly(full(points, labelled, k, ties, gains, radius));
        for (int i = 0; i < gains.length; i++) {
            assertThat(lazy.gain(i)).isEqualTo(gains[i]);
        }
        assertThat(lazy.nextGain()).isEqualTo(radius[0]);
    }

    /** Where nearly every row must be measured for every pick, all are measured at once. */
    @ParameterizedTest
    @CsvSource({"3000, 4, 1", "3000, 16, 7", "2500, 64, 1", "1024, 9, 2"})
    void scattered_rows_have_that_order_too(int n, int d, int threads) {
        FloatMatrix points = FloatMatrix.wrap(Awkward.gauss(d, n * d), n, d);
        FloatMatrix labelled = FloatMatrix.wrap(Awkward.gauss(d + 1, d), 1, d);
        TopK.Ties ties = row -> Randomness.seed(3).tie(row);
        double[] gains = new double[100];
        LazyGreedy.Result lazy =
                Workers.using(threads, () -> LazyGreedy.take(FarthestFirst.lazy(points, labelled), 100, ties));
        assertThat(lazy.rows()).containsExactly(full(points, labelled, 100, ties, gains, new double[1]));
        for (int i = 0; i < gains.length; i++) {
            assertThat(lazy.gain(i)).isEqualTo(gains[i]);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "7"})
    void float64_rows_take_the_same_road(int threads) {
        FloatMatrix points = Awkward.clusters(9, 300, 20, 0);
        FloatMatrix labelled = Awkward.clusters(10, 20, 20, 0);
        TopK.Ties ties = row -> row;
        int[] wide = Workers.using(
                threads,
                () -> LazyGreedy.take(new FarthestFirst(points.toDouble(), labelled.toDouble()), 30, ties)
                        .rows());
        int[] narrow =
                LazyGreedy.take(new FarthestFirst(points, labelled), 30, ties).rows();
        assertThat(wide).containsExactly(narrow);
    }

    @ParameterizedTest
    @CsvSource({"2", "7"})
    void what_is_shut_out_is_so_for_any_number_of_threads(int threads) {
        FloatMatrix points = Awkward.clusters(7, 900, 12, 0);
        FloatMatrix labelled = Awkward.clusters(8, 90, 12, 0);
        TopK.Ties ties = row -> Randomness.seed(3).tie(row);
        Admission some = Admission.of(row -> row % 3 > 0);
        int[] alone = LazyGreedy.take(some.over(FarthestFirst.lazy(points, labelled)), 200, ties)
                .rows();
        int[] together = Workers.using(
                threads,
                () -> LazyGreedy.take(some.over(FarthestFirst.lazy(points, labelled)), 200, ties)
                        .rows());
        assertThat(together).isEqualTo(alone);
        assertThat(Arrays.stream(alone)).allMatch(row -> row % 3 > 0);
    }

    private static int[] full(
            FloatMatrix points, FloatMatrix labelled, int k, TopK.Ties ties, double[] gains, double[] radius) {
        int n = points.rows();
        int d = points.cols();
        double[] nearest = new double[n];
        for (int i = 0; i < n; i++) {
            nearest[i] = labelled.rows() == 0 ? Double.MAX_VALUE : Awkward.nearest(points, i, labelled)[0];
        }
        int[] taken = new int[Math.min(n, k)];
        for (int t = 0; t <= taken.length && t < n; t++) {
            int best = -1;
            for (int i = 0; i < n; i++) {
                int row = i;
                if (Arrays.stream(taken, 0, t).noneMatch(x -> x == row)
                        && (best < 0
                                || nearest[i] > nearest[best]
                                || (nearest[i] == nearest[best]
                                        && Long.compareUnsigned(ties.of(i), ties.of(best)) < 0))) {
                    best = i;
                }
            }
            if (t == taken.length) {
                radius[0] = nearest[best];
                break;
            }
            taken[t] = best;
            gains[t] = nearest[best];
            for (int i = 0; i < n; i++) {
                nearest[i] =
                        Math.min(nearest[i], Awkward.squared(points.values(), i * d, points.values(), best * d, d));
            }
        }
        return taken;
    }
}
