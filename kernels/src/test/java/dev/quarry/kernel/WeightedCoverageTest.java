package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightedCoverageTest {

    private static final double SOME = Double.NEGATIVE_INFINITY;

    @Test
    void a_gain_is_by_how_much_a_row_would_represent_all_rows_better() {
        DoubleMatrix line = DoubleMatrix.of(new double[] {0}, new double[] {1}, new double[] {4});
        WeightedCoverage coverage =
                new WeightedCoverage(line, DoubleMatrix.of(), new double[] {1, 1, 1}, Similarity.RECIPROCAL, 0);
        assertThat(coverage.gain(0, SOME)).isCloseTo(1 + 1 / 2.0 + 1 / 5.0, within(1e-8));
        assertThat(coverage.gain(1, SOME)).isCloseTo(1 + 1 / 2.0 + 1 / 4.0, within(1e-8));
        coverage.take(1);
        assertThat(coverage.represented(0)).isEqualTo(0.5);
        assertThat(coverage.gain(0, SOME)).isCloseTo(1 / 2.0, within(1e-8)); // 4 is nearer to 1
        assertThat(coverage.gain(2, SOME)).isCloseTo(3 / 4.0, within(1e-8));
    }

    @Test
    void similarities_by_hand() {
        assertThat(Similarity.COSINE.of(0.5, 0)).isEqualTo(0.75);
        assertThat(Similarity.COSINE.of(3.0, 0)).isZero();
        assertThat(Similarity.RECIPROCAL.of(9.0, 0)).isEqualTo(0.25);
        assertThat(Similarity.GAUSSIAN.of(4.0, Similarity.scale(2))).isCloseTo(Math.exp(-1), within(1e-15));
        assertThat(Similarity.GAUSSIAN.of(4f, (float) Similarity.scale(2)))
                .isCloseTo((float) Math.exp(-1), within(1e-7f));
    }

    @ParameterizedTest
    @CsvSource({
        "70, 5, 0, RECIPROCAL, 1",
        "150, 33, 0, COSINE, 2",
        "600, 16, 3, GAUSSIAN, 7",
        "200, 8, 0, GAUSSIAN, 1",
        "130, 40, 20, RECIPROCAL, 7",
        "600, 7, 40, COSINE, 2"
    })
    void gains_are_the_rounded_sums_whatever_was_taken(int n, int d, int m, Similarity similarity, int threads) {
        FloatMatrix points = Awkward.clusters(n, n, d, 0);
        FloatMatrix centres = Awkward.clusters(m + 1, m, d, 0);
        double[] weights = new SplittableRandom(n).doubles(n).toArray();
        weights[3] = 0;
        double scale = Similarity.scale(5);
        for (Matrix matrix : new Matrix[] {points, points.toDouble()}) {
            Matrix labelled = matrix.isDouble() ? centres.toDouble() : centres;
            WeightedCoverage coverage =
                    Workers.using(threads, () -> new WeightedCoverage(matrix, labelled, weights, similarity, scale));
            double[] reach = new double[n];
            Arrays.fill(reach, Double.POSITIVE_INFINITY);
            reach(matrix, labelled, reach);
            for (int taken : new int[] {-1, 7, 3, 31, 50}) {
                if (taken >= 0) {
                    coverage.take(taken);
                    reach(matrix, matrix.select(new int[] {taken}), reach);
                }
                int[] rows = IntStream.range(0, n).filter(row -> row % 3 != 1).toArray();
                double[] together = new double[rows.length];
                if (taken == 3 || taken == 50) { // some have seen more than others
                    Workers.using(threads, () -> {
                        coverage.gains(rows, rows.length, SOME, together);
                        return together;
                    });
                    for (int i = 0; i < rows.length; i++) {
                        assertThat(together[i])
                                .as("gain of row %d after taking %d", rows[i], taken)
                                .isEqualTo(gain(matrix, rows[i], reach, weights, similarity, scale));
                    }
                }
                for (int row = taken + 1; row < n; row += 3) {
                    assertThat(coverage.gain(row, SOME))
                            .as("gain of row %d after taking %d", row, taken)
                            .isEqualTo(gain(matrix, row, reach, weights, similarity, scale));
                }
            }
        }
    }

    private static void reach(Matrix points, Matrix centres, double[] reach) {
        for (int row = 0; row < points.rows(); row++) {
            for (int c = 0; c < centres.rows(); c++) {
                reach[row] = Math.min(reach[row], Distances.squared(points, row, centres, c));
            }
        }
    }

    /** By the definition: weighted similarities rounded down to multiples of 2⁻²⁴ or 2⁻³², the largest weight being below 1. */
    private static double gain(
            Matrix points, int row, double[] reach, double[] weights, Similarity similarity, double scale) {
        long sum = 0;
        for (int other = 0; other < points.rows(); other++) {
            double squared = Distances.squared(points, row, points, other);
            if (points.isDouble()) {
                double so = reach[other] < Double.POSITIVE_INFINITY ? similarity.of(reach[other], scale) : 0;
                double weight = weights[other] * 0x1p32;
                sum += Math.max((long) (similarity.of(squared, scale) * weight) - (long) (so * weight), 0);
            } else {
                float so = reach[other] < Double.POSITIVE_INFINITY
                        ? similarity.of((float) reach[other], (float) scale)
                        : 0;
                float weight = (float) (weights[other] * 0x1p24);
                int more = (int) (similarity.of((float) squared, (float) scale) * weight);
                sum += Math.max(more - (int) (so * weight), 0);
            }
        }
        return sum * (points.isDouble() ? 0x1p-32 : 0x1p-24);
    }

    @Test
    void a_gain_may_stop_at_a_bound_but_is_exact_from_there_on() {
        FloatMatrix points = Awkward.clusters(9, 200, 6, 0);
        double[] weights = new double[200];
        Arrays.fill(weights, 1);
        for (int row = 0; row < 200; row += 7) {
            WeightedCoverage lazy = new WeightedCoverage(
                    points, FloatMatrix.wrap(new float[0], 0, 6), weights, Similarity.RECIPROCAL, 0);
            WeightedCoverage full = new WeightedCoverage(
                    points, FloatMatrix.wrap(new float[0], 0, 6), weights, Similarity.RECIPROCAL, 0);
            for (int taken : new int[] {1, 100, 150}) {
                lazy.take(taken);
                full.take(taken);
            }
            double exact = full.gain(row, SOME);
            double bound = lazy.gain(row, exact + 1e-3);
            assertThat(bound).isGreaterThanOrEqualTo(exact);
            assertThat(lazy.gain(row, exact)).isEqualTo(exact);
        }
    }

    @Test
    void a_gain_that_missed_more_changes_than_there_are_rows_is_computed_anew() {
        int n = 2000;
        FloatMatrix line = FloatMatrix.wrap(new float[n], n, 1);
        for (int row = 0; row < n; row++) {
            line.values()[row] = row;
        }
        double[] weights = new double[n];
        Arrays.fill(weights, 1);
        WeightedCoverage coverage =
                new WeightedCoverage(line, FloatMatrix.of(new float[] {-1}), weights, Similarity.RECIPROCAL, 0);
        double[] reach = new double[n];
        Arrays.setAll(reach, row -> (row + 1.0) * (row + 1));
        for (int taken = 100; taken < n; taken += 400) { // each nearer to all rows after it
            coverage.take(taken);
            reach(line, line.select(new int[] {taken}), reach);
        }
        int[] rows = IntStream.range(0, 50).map(i -> 7 + 39 * i).toArray();
        double[] gains = new double[50];
        coverage.gains(rows, 50, SOME, gains);
        for (int i = 0; i < 50; i++) {
            assertThat(gains[i]).isEqualTo(gain(line, rows[i], reach, weights, Similarity.RECIPROCAL, 0));
        }
        assertThat(coverage.gain(5, SOME)).isEqualTo(gain(line, 5, reach, weights, Similarity.RECIPROCAL, 0));
    }

    @Test
    void rows_without_weight_and_an_empty_matrix_gain_nothing() {
        WeightedCoverage idle = new WeightedCoverage(
                FloatMatrix.of(new float[2]),
                FloatMatrix.wrap(new float[0], 0, 2),
                new double[1],
                Similarity.COSINE,
                0);
        assertThat(idle.gain(0, SOME)).isZero();
        assertThat(new WeightedCoverage(
                                FloatMatrix.wrap(new float[0], 0, 2),
                                FloatMatrix.wrap(new float[0], 0, 2),
                                new double[0],
                                Similarity.COSINE,
                                0)
                        .size())
                .isZero();
    }
}
