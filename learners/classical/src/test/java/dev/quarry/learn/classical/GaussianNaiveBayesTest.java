package dev.quarry.learn.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import org.junit.jupiter.api.Test;

class GaussianNaiveBayesTest {

    private static final Randomness RANDOM = Randomness.seed(0);

    private static double density(double x, double mean, double variance) {
        return Math.exp(-(x - mean) * (x - mean) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    }

    @Test
    void agrees_with_the_formula_by_hand() {
        // class 0: 0 and 2 (mean 1, variance 1); class 1: 4, 8, 6 (mean 6, variance 8/3); all: mean 4, variance 8
        TrainingSet set = Samples.of(new double[][] {{0}, {4}, {2}, {8}, {6}}, 0, 1, 0, 1, 1);
        DoubleMatrix p = new GaussianNaiveBayes(0.25).fit(set, RANDOM).probabilities(DoubleMatrix.of(new double[] {3}));
        double zero = 0.4 * density(3, 1, 1 + 2);
        double one = 0.6 * density(3, 6, 8.0 / 3 + 2);
        assertThat(p.get(0, 0)).isCloseTo(zero / (zero + one), within(1e-15));
        assertThat(p.get(0, 1)).isCloseTo(one / (zero + one), within(1e-15));
    }

    @Test
    void weights_enter_priors_means_variances_and_smoothing() {
        // class 0: 0 thrice and 4 (mean 1, variance 3); class 1: 10 twice (variance 0); all: mean 4, variance 20
        TrainingSet set = Samples.of(new double[][] {{0}, {4}, {10}}, 0, 0, 1).weighted(new double[] {3, 1, 2});
        DoubleMatrix p = new GaussianNaiveBayes(0.1).fit(set, RANDOM).probabilities(DoubleMatrix.of(new double[] {5}));
        double zero = 4.0 / 6 * density(5, 1, 3 + 2);
        double one = 2.0 / 6 * density(5, 10, 0 + 2);
        assertThat(p.get(0, 0)).isCloseTo(zero / (zero + one), within(1e-15));
    }

    @Test
    void the_smoothing_is_a_share_of_the_largest_variance_of_any_column() {
        TrainingSet set = Samples.of(new double[][] {{0, 0}, {0, 20}, {2, 0}, {2, 20}}, 0, 0, 1, 1);
        DoubleMatrix p =
                new GaussianNaiveBayes(0.01).fit(set, RANDOM).probabilities(DoubleMatrix.of(new double[] {0.5, 10}));
        double zero = density(0.5, 0, 1);
        double one = density(0.5, 2, 1);
        assertThat(p.get(0, 0)).isCloseTo(zero / (zero + one), within(1e-15));
    }

    @Test
    void far_away_rows_still_have_a_distribution() {
        TrainingSet set = Samples.of(new double[][] {{0}, {1}, {5}, {6}}, 0, 0, 1, 1);
        DoubleMatrix p = new GaussianNaiveBayes().fit(set, RANDOM).probabilities(DoubleMatrix.of(new double[] {1e9}));
        assertThat(p.get(0, 0) + p.get(0, 1)).isEqualTo(1);
    }

    @Test
    void columns_that_are_all_constant_leave_the_priors() {
        TrainingSet set = Samples.of(new double[][] {{5}, {5}, {5}, {5}}, 0, 1, 1, 1);
        DoubleMatrix p = new GaussianNaiveBayes().fit(set, RANDOM).probabilities(DoubleMatrix.of(new double[] {5}));
        assertThat(p.get(0, 0)).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void numbers_beyond_squares_are_refused() {
        TrainingSet set = Samples.of(new double[][] {{-1e300}, {1e300}}, 0, 1);
        assertThatThrownBy(() -> new GaussianNaiveBayes().fit(set, RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Maybe standardise the features");
    }

    @Test
    void the_smoothing_must_be_positive() {
        assertThat(new GaussianNaiveBayes()).isEqualTo(new GaussianNaiveBayes(1e-9));
        assertThatThrownBy(() -> new GaussianNaiveBayes(0))
                .hasMessage("The var-smoothing (0.0) must be above 0 and finite.");
    }
}
