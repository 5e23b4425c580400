package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighboursTest {

    private static final TopK.Ties TIES = row -> Randomness.seed(5).bits(row);

    @Test
    void neighbours_on_a_line() {
        Neighbours graph = Neighbours.of(
                FloatMatrix.of(new float[] {0}, new float[] {1}, new float[] {3}, new float[] {7}), 2, row -> row);
        assertThat(graph.k()).isEqualTo(2);
        assertThat(graph.size()).isEqualTo(4);
        assertThat(rows(graph, 0)).containsExactly(1, 2);
        assertThat(rows(graph, 1)).containsExactly(0, 2);
        assertThat(rows(graph, 2)).containsExactly(1, 0);
        assertThat(rows(graph, 3)).containsExactly(2, 1);
        assertThat(graph.squared(3, 0)).isEqualTo(16);
        assertThat(graph.squared(3, 1)).isEqualTo(36);
    }

    private static int[] rows(Neighbours graph, int row) {
        return IntStream.range(0, graph.k())
                .map(place -> graph.neighbour(row, place))
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "70, 40, 3, 0, 1",
        "600, 33, 20, 0, 2",
        "600, 64, 5, 4000, 7",
        "1100, 3, 7, 0, 7",
        "1, 9, 4, 0, 1",
        "2, 8, 4, 0, 1",
        "33, 16, 99, 5, 1",
        "530, 128, 20, 0.1, 2",
        "40, 0, 3, 0, 1"
    })
    void they_are_those_that_sorting_all_others_finds(int n, int d, int k, float shift, int threads) {
        FloatMatrix points = Awkward.clusters(n, n, d, shift);
        for (Matrix matrix : new Matrix[] {points, points.toDouble()}) {
            Neighbours graph = Workers.using(threads, () -> Neighbours.of(matrix, k, TIES));
            assertNearest(graph, matrix, matrix, true);
        }
    }

    @ParameterizedTest
    @CsvSource({"70, 40, 33, 3, 1", "530, 1030, 16, 12, 2", "40, 2, 5, 7, 1", "700, 600, 100, 1, 7"})
    void the_nearest_of_others_too(int n, int m, int d, int k, int threads) {
        FloatMatrix points = Awkward.clusters(n, n, d, 0);
        FloatMatrix others = Awkward.clusters(m, m, d, 0);
        assertNearest(Workers.using(threads, () -> Neighbours.of(points, others, k, TIES)), points, others, false);
        assertNearest(
                Neighbours.of(points.toDouble(), others.toDouble(), k, TIES),
                points.toDouble(),
                others.toDouble(),
                false);
    }

    @ParameterizedTest
    @CsvSource({"60, 3, 4, 1", "600, 9, 5, 2"})
    void absolute_differences_can_be_the_distance(int n, int d, int k, int threads) {
        FloatMatrix points = Awkward.clusters(n, n, d, 0);
        Neighbours graph = Workers.using(threads, () -> Neighbours.manhattan(points, k, TIES));
        for (int i = 0; i < n; i++) {
            int row = i;
            double[] distances = IntStream.range(0, n)
                    .mapToDouble(j -> IntStream.range(0, d)
                            .mapToDouble(c -> Math.abs(points.get(row, c) - points.get(j, c)))
                            .reduce(0, Double::sum))
                    .toArray();
            double[] sorted = IntStream.range(0, n)
                    .filter(j -> j != row)
                    .mapToDouble(j -> distances[j])
                    .sorted()
                    .toArray();
            for (int place = 0; place < k; place++) {
                assertThat(graph.distance(row, place))
                        .isEqualTo(sorted[place])
                        .isEqualTo(distances[graph.neighbour(row, place)]);
                assertThat(graph.squared(row, place)).isEqualTo(sorted[place] * sorted[place]);
            }
        }
    }

    @Test
    void numbers_that_overflow_or_underflow_are_ranked_as_they_are_measured() {
        float[] values = Awkward.gauss(5, 40 * 20);
        for (int j = 0; j < values.length; j++) {
            values[j] *= switch (j / 20 % 4) {
                case 0 -> 1e-30f;
                case 1 -> 1e25f;
                case 2 -> 1e-22f;
                default -> 1;
            };
        }
        FloatMatrix points = FloatMatrix.wrap(values, 40, 20);
        assertNearest(Neighbours.of(points, 6, TIES), points, points, true);
    }

    private static void assertNearest(Neighbours graph, Matrix points, Matrix others, boolean among) {
        for (int i = 0; i < points.rows(); i++) {
            int row = i;
            double[] distances = IntStream.range(0, others.rows())
                    .mapToDouble(j -> squared(points, row, others, j))
                    .toArray();
            int[] wanted = IntStream.range(0, others.rows())
                    .filter(j -> !among || j != row)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer j) -> distances[j])
                            .thenComparing((a, b) -> Long.compareUnsigned(TIES.of(a), TIES.of(b))))
                    .limit(graph.k())
                    .mapToInt(j -> j)
                    .toArray();
            assertThat(rows(graph, row)).as("neighbours of row %d", row).isEqualTo(wanted);
            for (int place = 0; place < graph.k(); place++) {
                assertThat(graph.squared(row, place)).isEqualTo(distances[wanted[place]]);
            }
        }
    }

    private static double squared(Matrix a, int i, Matrix b, int j) {
        return a instanceof FloatMatrix x && b instanceof FloatMatrix y
                ? Awkward.squared(x.values(), i * a.cols(), y.values(), j * a.cols(), a.cols())
                : Distances.squared(a, i, b, j);
    }

    @Test
    void without_others_there_are_no_neighbours() {
        FloatMatrix none = FloatMatrix.wrap(new float[0], 0, 3);
        FloatMatrix one = FloatMatrix.of(new float[3]);
        assertThat(Neighbours.of(none, 4, TIES).size()).isZero();
        assertThat(Neighbours.of(one, 4, TIES).k()).isZero();
        assertThat(Neighbours.of(one, none, 4, TIES).k()).isZero();
    }

    @Test
    void a_graph_that_does_not_fit_is_refused_before_it_is_begun() {
        FloatMatrix many = FloatMatrix.wrap(new float[0], 2_000_000, 0);
        assertThatThrownBy(() -> Neighbours.of(many, 100_000, TIES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("The graph of nearest neighbours needs", "Maybe");
    }
}
