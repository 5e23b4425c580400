package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Factors, inverses, systems and directions of dense matrices against products written out. */
class DenseMatricesTest {

    private static final Offset<Double> CLOSE = within(1e-10);

    /** {@code XᵀX + 1} of random rows. */
    private static double[] positive(int n, long seed) {
        double[] rows = new SplittableRandom(seed).doubles((long) n * n, -1, 1).toArray();
        double[] matrix = new double[n * n];
        for (int i = 0; i < n * n; i++) {
            matrix[i] = i % (n + 1) == 0 ? 1 : 0;
            for (int k = 0; k < n; k++) {
                matrix[i] += rows[k * n + i / n] * rows[k * n + i % n];
            }
        }
        return matrix;
    }

    private static double[] product(double[] a, double[] b, int n) {
        double[] out = new double[b.length];
        int cols = b.length / n;
        for (int i = 0; i < out.length; i++) {
            for (int k = 0; k < n; k++) {
                out[i] += a[i / cols * n + k] * b[k * cols + i % cols];
            }
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 9, 33})
    void a_matrix_times_its_inverse_is_the_unit_matrix(int n) {
        double[] matrix = positive(n, n);
        double[] inverse = new double[n * n];
        Cholesky.of(matrix.clone(), n).inverse(inverse);
        double[] unit = product(matrix, inverse, n);
        for (int i = 0; i < n * n; i++) {
            assertThat(unit[i]).isCloseTo(i % (n + 1) == 0 ? 1 : 0, CLOSE);
        }
    }

    @Test
    void the_lower_triangle_is_not_read() {
        double[] upper = {4, 2, Double.NaN, 5};
        double[] b = {2, 5};
        Cholesky factor = Cholesky.of(upper, 2); // U = [2 1; 0 2]
        factor.forward(b, 1);
        assertThat(b).containsExactly(1, 2);
        factor.backward(b, 1);
        assertThat(b).containsExactly(0, 1);
    }

    @Test
    void what_is_not_positive_definite_is_refused() {
        assertThatThrownBy(() -> Cholesky.of(new double[] {1, 2, 2, 1}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pivot (1) is (-3.0)");
    }

    @Test
    void conjugate_gradients_solve_what_only_products_are_known_of() {
        double[] matrix = positive(12, 3);
        double[] wanted = new SplittableRandom(4).doubles(12, -1, 1).toArray();
        double[] found = ConjugateGradients.solve(x -> product(matrix, x, 12), product(matrix, wanted, 12), 1e-13);
        for (int i = 0; i < 12; i++) {
            assertThat(found[i]).isCloseTo(wanted[i], CLOSE);
        }
        assertThat(ConjugateGradients.solve(x -> product(matrix, x, 12), new double[12], 1e-13))
                .containsOnly(0);
    }

    @Test
    void principal_directions_are_those_along_which_rows_are_longest() {
        double[][] rows = new double[40][];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 40; i++) { // (1, 1) / √2 three times as long as (1, −1) / √2, nothing along the third axis
            double along = 3 * random.nextDouble(-1, 1);
            double across = random.nextDouble(-1, 1);
            rows[i] = new double[] {along + across, along - across, 0};
        }
        DoubleMatrix places = DoubleMatrix.of(rows);
        int[] all = IntStream.range(0, 40).toArray();
        DoubleMatrix directions = PrincipalDirections.of(places, all, 3);
        double[][] moments = new double[2][2];
        Arrays.stream(rows).forEach(row -> {
            for (int i = 0; i < 4; i++) {
                moments[i / 2][i % 2] += row[i / 2] * row[i % 2];
            }
        });
        double angle = 0.5 * Math.atan2(2 * moments[0][1], moments[0][0] - moments[1][1]);
        assertThat(Math.abs(directions.get(0, 0) * Math.cos(angle) + directions.get(0, 1) * Math.sin(angle)))
                .isCloseTo(1, CLOSE);
        assertThat(Math.abs(directions.get(1, 1) * Math.cos(angle) - directions.get(1, 0) * Math.sin(angle)))
                .isCloseTo(1, CLOSE);
        DoubleMatrix seen = PrincipalDirections.along(directions, places);
        assertThat(seen.rows()).isEqualTo(40);
        for (int i = 0; i < 40; i++) {
            assertThat(Math.hypot(seen.get(i, 0), seen.get(i, 1))).isCloseTo(Math.hypot(rows[i][0], rows[i][1]), CLOSE);
        }
    }
}
