package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KMeansTest {

    @Test
    void medoids_are_those_of_the_golden_cases() {
        for (GoldenCase golden : GoldenCase.of("kmeans_representatives")) {
            int[] medoids = KMeans.medoids(golden.input("embeddings"), golden.input("centers"), row -> row);
            assertThat(medoids).as(golden.id()).containsExactly(golden.outputs("selected"));
        }
    }

    @Test
    void rows_belong_to_their_nearest_centre_and_centres_are_means() {
        DoubleMatrix points = Awkward.clusters(21, 400, 5, 0).toDouble();
        KMeans fit = KMeans.fit(points, 6, row -> row, Randomness.seed(4));
        NearestCentres nearest = NearestCentres.of(points, fit.centres());
        double[] sums = new double[6 * 5];
        int[] sizes = new int[6];
        for (int row = 0; row < 400; row++) {
            assertThat(fit.cluster(row)).isEqualTo(nearest.centre(row));
            assertThat(fit.squared(row)).isEqualTo(nearest.squared(row));
            sizes[fit.cluster(row)]++;
            for (int j = 0; j < 5; j++) {
                sums[fit.cluster(row) * 5 + j] += points.get(row, j);
            }
        }
        for (int at = 0; at < sums.length; at++) {
            assertThat(fit.centres().get(at / 5, at % 5)).isCloseTo(sums[at] / sizes[at / 5], Assertions.within(1e-9));
        }
    }

    @Test
    void clusters_that_lie_apart_are_found() {
        float[] values = Awkward.gauss(3, 90);
        for (int i = 0; i < 90; i++) {
            values[i] += 1000 * (i % 3);
        }
        KMeans fit = KMeans.fit(FloatMatrix.wrap(values, 90, 1), 3, row -> row, Randomness.seed(1));
        for (int i = 3; i < 90; i++) {
            assertThat(fit.cluster(i)).isEqualTo(fit.cluster(i % 3));
        }
        assertThat(fit.medoids(row -> row)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void threads_and_the_order_of_the_rows_do_not_change_the_clusters(int threads) {
        FloatMatrix points = Awkward.clusters(31, 1200, 33, 0);
        int[] backwards = new int[1200];
        Arrays.setAll(backwards, i -> 1199 - i);
        double[] weights = new double[1200];
        Arrays.setAll(weights, i -> 1 + i % 3);
        double[] mirrored = new double[1200];
        Arrays.setAll(mirrored, i -> weights[1199 - i]);
        Randomness random = Randomness.seed(8);
        KMeans one = KMeans.fit(points, weights, 12, 50, row -> row, random);
        KMeans other = Workers.using(
                threads, () -> KMeans.fit(points.select(backwards), mirrored, 12, 50, row -> 1199L - row, random));
        assertThat(other.centres()).isEqualTo(one.centres());
        for (int row = 0; row < 1200; row++) {
            assertThat(other.cluster(1199 - row)).isEqualTo(one.cluster(row));
        }
    }

    @Test
    void a_row_of_large_weight_draws_the_centre_to_itself() {
        FloatMatrix points = FloatMatrix.of(new float[] {0}, new float[] {10});
        KMeans fit = KMeans.fit(points, new double[] {1, 9}, 1, 10, row -> row, Randomness.seed(1));
        assertThat(fit.centres().get(0, 0)).isEqualTo(9);
    }

    @Test
    void more_clusters_than_different_rows_leave_some_empty() {
        FloatMatrix points = FloatMatrix.of(new float[] {1}, new float[] {1}, new float[] {2}, new float[] {2});
        KMeans fit = KMeans.fit(points, 9, row -> row, Randomness.seed(1));
        assertThat(fit.centres().rows()).isEqualTo(4);
        assertThat(fit.medoids(row -> row)).hasSize(2).doesNotHaveDuplicates();
        assertThat(fit.cluster(0)).isEqualTo(fit.cluster(1)).isNotEqualTo(fit.cluster(2));
    }

    @Test
    void an_empty_cluster_moves_to_the_farthest_row() {
        // Weight 0 lets the row at 100 be drawn last, hence as one of two equal seeds; moving makes it a centre.
        FloatMatrix points = FloatMatrix.of(new float[] {0}, new float[] {0}, new float[] {100}, new float[] {90});
        for (int seed = 0; seed < 20; seed++) {
            KMeans fit = KMeans.fit(points, new double[] {1, 1, 0, 0}, 2, 10, row -> row, Randomness.seed(seed));
            double far = Math.max(fit.centres().get(0, 0), fit.centres().get(1, 0));
            assertThat(far).isGreaterThanOrEqualTo(90);
        }
    }

    @Test
    void without_rows_there_are_no_clusters() {
        KMeans fit = KMeans.fit(FloatMatrix.wrap(new float[0], 0, 2), 3, row -> row, Randomness.seed(1));
        assertThat(fit.centres().rows()).isZero();
        assertThat(fit.medoids(row -> row)).isEmpty();
    }
}
