package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DensityTest {

    @Test
    void a_row_among_two_sees_itself_and_the_other() {
        double[] density = Density.inverseDistance(FloatMatrix.of(new float[] {0, 0}, new float[] {3, 4}));
        assertThat(density).containsExactly(new double[] {(1 + 1 / 6.0) / 2, (1 + 1 / 6.0) / 2}, within(1e-8));
        assertThat(Density.inverseDistance(FloatMatrix.of(new float[] {7}))).containsExactly(1);
        assertThat(Density.inverseDistance(FloatMatrix.wrap(new float[0], 0, 3)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 1", "63, 31, 1", "64, 32, 7", "65, 33, 2", "200, 100, 7", "130, 1, 1", "70, 0, 1"})
    void it_is_the_mean_over_all_rows(int n, int d, int threads) {
        FloatMatrix points = Awkward.clusters(n, n, d, 0);
        double[] narrow = Workers.using(threads, () -> Density.inverseDistance(points));
        double[] wide = Workers.using(threads, () -> Density.inverseDistance(points.toDouble()));
        for (int i = 0; i < n; i++) {
            double sum = 0;
            double exact = 0;
            for (int j = 0; j < n; j++) {
                sum += 1 / (1 + distance(points, i, j));
                exact += 1 / (1 + Math.sqrt(Distances.squared(points.toDouble(), i, points.toDouble(), j)));
            }
            assertThat(narrow[i]).isEqualTo(sum / n, within(0x1p-43)); // the terms have the same bits
            assertThat(narrow[i]).isEqualTo(exact / n, within(1e-6));
            assertThat(wide[i]).isEqualTo(exact / n, within(1e-13));
        }
    }

    /** By the definition: from a product in one chain, unless much of it cancels. */
    private static float distance(FloatMatrix points, int i, int j) {
        int d = points.cols();
        float[] x = points.values();
        float product = 0;
        for (int l = 0; l < d; l++) {
            product = Math.fma(x[i * d + l], x[j * d + l], product);
        }
        float squares = (float) (Distances.dot(points, i, points, i) + Distances.dot(points, j, points, j));
        float squared = squares - 2 * product;
        return (float) Math.sqrt(squared >= squares / 16 ? squared : Distances.squared(points, i, points, j));
    }

    @Test
    void what_lies_close_together_far_from_the_origin_is_told_apart() {
        FloatMatrix far = FloatMatrix.of(new float[] {30_000, 40_000}, new float[] {30_003, 40_004});
        assertThat(Density.inverseDistance(far))
                .containsExactly(new double[] {(1 + 1 / 6.0) / 2, (1 + 1 / 6.0) / 2}, within(1e-8));
        assertThat(Density.meanDistance(far)).containsExactly(new double[] {2.5, 2.5}, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 1", "65, 33, 2", "200, 100, 7", "70, 0, 1"})
    void the_mean_distance_is_one_too(int n, int d, int threads) {
        FloatMatrix points = Awkward.clusters(n, n, d, 3);
        for (Matrix matrix : new Matrix[] {points, points.toDouble()}) {
            double[] means = Workers.using(threads, () -> Density.meanDistance(matrix));
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += matrix.isDouble()
                            ? Math.sqrt(Distances.squared(matrix, i, matrix, j))
                            : distance(points, i, j);
                }
                assertThat(means[i]).isEqualTo(sum / n, within(1e-10));
            }
        }
    }

    @Test
    void threads_and_the_order_of_the_rows_do_not_change_a_bit() {
        FloatMatrix points = Awkward.clusters(5, 300, 40, 2);
        int[] backwards = new int[300];
        Arrays.setAll(backwards, i -> 299 - i);
        for (Matrix matrix : new Matrix[] {points, points.toDouble()}) {
            double[] one = Density.inverseDistance(matrix);
            double[] many = Workers.using(7, () -> Density.inverseDistance(matrix.select(backwards)));
            for (int i = 0; i < 300; i++) {
                assertThat(many[299 - i]).isEqualTo(one[i]);
            }
        }
    }

    @Test
    void it_meets_the_golden_cases() {
        int met = 0;
        for (GoldenCase golden : GoldenCase.of("information_density")) {
            if (golden.node().get("input").get("metric").asString().equals("euclidean")) {
                assertThat(Density.inverseDistance(golden.input("embeddings")))
                        .as(golden.id())
                        .containsExactly(golden.output("scores").values(), within(1e-7));
                met++;
            }
        }
        assertThat(met).isEqualTo(2);
    }
}
