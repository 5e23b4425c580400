package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UncertaintyTest {

    private static final DoubleMatrix P = DoubleMatrix.of(
            new double[] {0.5, 0.3, 0.2}, new double[] {1, 0, 0}, new double[] {0.25, 0.375, 0.375}, new double[] {
                0, 0.2, 0.8
            });

    @FunctionalInterface
    private interface Kernel {
        void run(Matrix p, int from, int to, double[] out);
    }

    private static double[] all(Kernel kernel, Matrix p) {
        double[] out = new double[p.rows()];
        kernel.run(p, 0, p.rows(), out);
        return out;
    }

    @Test
    void least_confidence_is_one_minus_the_largest() {
        assertThat(all(Uncertainty::leastConfidence, P))
                .containsExactly(new double[] {0.5, 0, 0.625, 0.2}, within(1e-15));
    }

    @Test
    void margin_is_the_negated_gap_of_the_two_largest() {
        assertThat(all(Uncertainty::margin, P)).containsExactly(new double[] {-0.2, -1, 0, -0.6}, within(1e-15));
    }

    @Test
    void ratio_is_the_second_largest_over_the_largest() {
        assertThat(all(Uncertainty::ratio, P)).containsExactly(new double[] {0.6, 0, 1, 0.25}, within(1e-15));
    }

    @Test
    void entropy_is_in_nats_and_a_zero_adds_nothing() {
        double first = 0.5 * Math.log(2) + 0.3 * Math.log(1 / 0.3) + 0.2 * Math.log(5);
        double third = 0.25 * Math.log(4) + 2 * 0.375 * Math.log(8 / 3.0);
        double fourth = 0.2 * Math.log(5) + 0.8 * Math.log(1.25);
        assertThat(all(Uncertainty::entropy, P)).containsExactly(new double[] {first, 0, third, fourth}, within(1e-15));
    }

    @Test
    void a_single_class_has_values_that_are_agreed_on() {
        DoubleMatrix one = DoubleMatrix.of(new double[] {1});
        assertThat(all(Uncertainty::leastConfidence, one)).containsExactly(0);
        assertThat(all(Uncertainty::margin, one)).containsExactly(0);
        assertThat(all(Uncertainty::ratio, one)).containsExactly(0);
        assertThat(all(Uncertainty::entropy, one)).containsExactly(0);
    }

    @Test
    void a_probability_above_one_by_rounding_is_no_uncertainty_below_zero() {
        DoubleMatrix above = DoubleMatrix.of(new double[] {1.0000001, 0});
        assertThat(all(Uncertainty::leastConfidence, above)).containsExactly(0);
        assertThat(all(Uncertainty::entropy, above)).containsExactly(0);
    }

    @Test
    void a_run_of_rows_is_written_from_the_start() {
        double[] out = new double[2];
        Uncertainty.leastConfidence(P, 2, 4, out);
        assertThat(out).containsExactly(new double[] {0.625, 0.2}, within(1e-15));
        Uncertainty.ratio(P, 2, 4, out);
        assertThat(out).containsExactly(new double[] {1, 0.25}, within(1e-15));
        Uncertainty.entropy(P, 1, 2, out);
        assertThat(out[0]).isZero();
    }
}
