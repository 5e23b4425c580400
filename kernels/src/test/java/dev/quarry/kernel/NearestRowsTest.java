package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestRowsTest {

    private record Neighbour(int row, double squared) {}

    private static List<List<Neighbour>> find(Matrix points, double[] weights, double k, Matrix queries) {
        List<List<Neighbour>> found = new ArrayList<>();
        IntStream.range(0, queries.rows()).forEach(i -> found.add(List.of()));
        new NearestRows(points, weights, k).find(queries, (query, rows, squared, count) -> {
            synchronized (found) {
                found.set(
                        query,
                        IntStream.range(0, count)
                                .mapToObj(i -> new Neighbour(rows[i], squared[i]))
                                .toList());
            }
        });
        return found;
    }

    /** All rows by their distance, cut behind the one with which the weights reach k and those that tie with it. */
    private static List<List<Neighbour>> plain(Matrix points, double[] weights, double k, Matrix queries) {
        DoubleMatrix exact = points.toDouble();
        return IntStream.range(0, queries.rows())
                .mapToObj(query -> {
                    List<Neighbour> all = IntStream.range(0, points.rows())
                            .mapToObj(
                                    row -> new Neighbour(row, Distances.squared(queries.toDouble(), query, exact, row)))
                            .sorted(Comparator.comparingDouble(Neighbour::squared)
                                    .thenComparingInt(Neighbour::row))
                            .toList();
                    double sum = 0;
                    for (Neighbour last : all) {
                        sum += weights[last.row];
                        if (sum >= k) {
                            return all.stream()
                                    .filter(other -> other.squared <= last.squared)
                                    .toList();
                        }
                    }
                    return all;
                })
                .toList();
    }

    private static FloatMatrix random(int rows, int cols, boolean coarse, long seed) {
        RandomGenerator generator = Randomness.seed(seed).generator();
        float[] values = new float[rows * cols];
        for (int i = 0; i < values.length; i++) {
            values[i] = coarse ? generator.nextInt(3) : (float) generator.nextGaussian();
        }
        return FloatMatrix.wrap(values, rows, cols);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, 1, false",
        "40, 3, 5, false",
        "40, 3, 5, true",
        "40, 2, 100, true",
        "700, 33, 5, false",
        "700, 5, 30, true",
        "2500, 8, 3, false",
        "300, 512, 7, false"
    })
    void they_are_those_of_the_plain_search_with_weights_and_ties(int rows, int cols, int k, boolean coarse) {
        FloatMatrix points = random(rows, cols, coarse, 1);
        FloatMatrix queries = random(90, cols, coarse, 2);
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        double[] some = IntStream.range(0, rows)
                .mapToDouble(i -> new double[] {0.25, 1, 2.5}[i % 3])
                .toArray();
        for (double[] weights : new double[][] {ones, some}) {
            List<List<Neighbour>> want = plain(points, weights, k, queries);
            assertThat(find(points, weights, k, queries)).isEqualTo(want);
            assertThat(find(points, weights, k, queries.toDouble())).isEqualTo(want);
            assertThat(find(points.toDouble(), weights, k, queries)).isEqualTo(want);
            assertThat(Workers.using(3, () -> find(points, weights, k, queries)))
                    .isEqualTo(want);
        }
    }

    @Test
    void rows_far_from_the_origin_are_told_apart_by_their_true_distance() {
        // at 1e4 a product in float32 cannot see differences of 1e-3: the bounds must let all of them through
        float[] values = new float[200];
        for (int i = 0; i < 200; i++) {
            values[i] = 1e4f + i * 1e-3f;
        }
        FloatMatrix points = FloatMatrix.wrap(values, 200, 1);
        double[] ones = new double[200];
        Arrays.fill(ones, 1);
        assertThat(find(points, ones, 4, points)).isEqualTo(plain(points, ones, 4, points));
    }

    @Test
    void what_overflows_or_is_not_a_number_does_not_go_astray() {
        FloatMatrix points = FloatMatrix.of(new float[] {1e30f, 1}, new float[] {1, 1}, new float[] {-1e30f, 2});
        double[] ones = {1, 1, 1};
        assertThat(find(points, ones, 1, points)).isEqualTo(plain(points, ones, 1, points));
        FloatMatrix nothing = FloatMatrix.of(new float[] {Float.NaN, 0});
        assertThat(find(points, ones, 1, nothing).get(0))
                .isNotEmpty()
                .allMatch(neighbour -> Double.isNaN(neighbour.squared));
    }

    @Test
    void queries_of_another_width_are_refused() {
        assertThatThrownBy(() -> find(random(5, 3, false, 1), new double[] {1, 1, 1, 1, 1}, 1, random(5, 2, false, 1)))
                .hasMessage("The rows have (2) and (3) columns, which must be the same.");
    }
}
