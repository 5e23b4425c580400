package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Kernel ridge regression against numbers worked out on paper. */
class KernelRegressionTest {

    private static final double[] PLACES = {0, 1_000, 0.5};

    @Test
    void one_known_row_pulls_what_is_near_and_leaves_what_is_far() {
        // K + λ = 3; at 0: 5/3 and 3 − 1/3; far away: 0 and 3; at ½: k = e^(−1/4)
        KernelRegression one = new KernelRegression(DoubleMatrix.of(new double[] {0}), new double[] {5, -1}, 2, 1, 2);
        double[] answers = new double[6];
        double[] variances = new double[3];
        one.predict(DoubleMatrix.wrap(PLACES, 3, 1), 0, 3, answers, variances);
        double k = Math.exp(-0.25);
        assertThat(answers).containsExactly(new double[] {5 / 3.0, -1 / 3.0, 0, 0, 5 * k / 3, -k / 3}, within(1e-12));
        assertThat(variances).containsExactly(new double[] {3 - 1 / 3.0, 3, 3 - k * k / 3}, within(1e-12));
        assertThat(one.fit()).isCloseTo(26 / 3.0, within(1e-12));
    }

    @Test
    void float32_places_give_the_same_but_for_rounding_wherever_rows_are_cut() {
        DoubleMatrix known = DoubleMatrix.of(new double[] {0}, new double[] {1}, new double[] {3});
        double[] exact = new double[3];
        double[] rough = new double[3];
        double[] variances = new double[3];
        new KernelRegression(known, new double[] {1, -1, 1}, 1, 0.5, 1)
                .predict(DoubleMatrix.wrap(PLACES, 3, 1), 0, 3, exact, variances);
        KernelRegression floats = new KernelRegression(known.toFloat(), new double[] {1, -1, 1}, 1, 0.5, 1);
        floats.predict(DoubleMatrix.wrap(PLACES, 3, 1).toFloat(), 0, 3, rough, variances);
        assertThat(rough).containsExactly(exact, within(1e-6));
        double[] last = new double[1];
        floats.predict(DoubleMatrix.wrap(PLACES, 3, 1).toFloat(), 2, 3, last, new double[1]);
        assertThat(last[0]).isEqualTo(rough[2]);
    }
}
