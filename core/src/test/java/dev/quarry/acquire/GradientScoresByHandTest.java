package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.GradientNorms;
import dev.quarry.evidence.InputGradients;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Layers;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.TrainingHistory;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Scores by gradients and by the history of a training, against numbers worked out on paper. */
class GradientScoresByHandTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final Items TWO = Items.range(2);
    private static final DoubleMatrix P = DoubleMatrix.of(new double[] {0.6, 0.4, 0}, new double[] {0.25, 0.25, 0.5});

    /** ‖p − e_c‖ of both rows: (0.4, 0.4, 0) and (0.6, 0.6, 0) twice, (0.6, 0.4, 1); then (3, 1, 2)/4 and so on. */
    private static final double[][] ERRORS = {
        {Math.sqrt(0.32), Math.sqrt(0.72), Math.sqrt(1.52)},
        {Math.sqrt(14 / 16.0), Math.sqrt(14 / 16.0), Math.sqrt(6 / 16.0)}
    };

    @Test
    void el2n_is_the_length_of_the_error_expected_over_the_labels() {
        double[] scores = new El2n().score(Probabilities.of(TWO, P));
        assertThat(scores[0]).isCloseTo(0.6 * ERRORS[0][0] + 0.4 * ERRORS[0][1], EXACT);
        assertThat(scores[1]).isCloseTo(0.5 * ERRORS[1][0] + 0.5 * ERRORS[1][2], EXACT);
    }

    @Test
    void el2n_of_the_likeliest_label_is_the_root_of_1_minus_twice_the_largest_plus_the_squares() {
        double[] scores = new El2n(SupposedLabel.LIKELIEST).score(Probabilities.of(TWO, P));
        assertThat(scores[0]).isCloseTo(Math.sqrt(1 - 2 * 0.6 + 0.36 + 0.16), EXACT);
        assertThat(scores[1]).isCloseTo(Math.sqrt(1 - 2 * 0.5 + 0.0625 + 0.0625 + 0.25), EXACT);
    }

    @Test
    void a_certain_prediction_has_no_error_and_an_almost_certain_one_keeps_its_digits() {
        double tiny = 1e-12;
        Matrix p = DoubleMatrix.of(new double[] {1, 0}, new double[] {1 - tiny, tiny});
        double[] scores = new El2n(SupposedLabel.LIKELIEST).score(Probabilities.of(TWO, p));
        assertThat(scores[0]).isZero();
        assertThat(scores[1] / (Math.sqrt(2) * tiny)).isCloseTo(1, within(1e-3)); // 1 − p is known to four digits
    }

    @Test
    void expected_gradient_length_weighs_each_label_by_its_probability() {
        Matrix norms = DoubleMatrix.of(new double[] {1, 10, 100}, new double[] {4, 8, 2});
        GradientNorms evidence = GradientNorms.of(TWO, P, norms, Layers.ALL);
        assertThat(new ExpectedGradientLength().score(evidence)).containsExactly(new double[] {4.6, 4}, EXACT);
        assertThat(new Grand(SupposedLabel.EXPECTED).score(evidence)).containsExactly(new double[] {4.6, 4}, EXACT);
        assertThat(new Grand().score(evidence)).containsExactly(1, 2);
    }

    @Test
    void by_the_last_layer_the_error_is_stretched_by_the_input_of_that_layer_and_its_bias() {
        Matrix h = DoubleMatrix.of(new double[] {2, 2}, new double[] {0, 0}); // lengths with the bias: 3 and 1
        GradientNorms evidence = GradientNorms.lastLayer(LatentPredictions.of(TWO, P, h, FloatMatrix.of()));
        double[] el2n = new El2n().score(Probabilities.of(TWO, P));
        assertThat(new ExpectedGradientLength().score(evidence))
                .containsExactly(new double[] {3 * el2n[0], el2n[1]}, EXACT);
        double[] likeliest = new El2n(SupposedLabel.LIKELIEST).score(Probabilities.of(TWO, P));
        assertThat(new Grand().score(evidence)).containsExactly(new double[] {3 * likeliest[0], likeliest[1]}, EXACT);
    }

    /** Four moments: always 0; 0 1 0 1; 0 0 1 1; 0 1 2 0. */
    private static TrainingHistory history() {
        return TrainingHistory.of(
                Items.range(4),
                FloatMatrix.of(answers(0, 0, 0, 0), answers(0, 1, 0, 1), answers(0, 0, 1, 1), answers(0, 1, 2, 0)),
                4,
                FloatMatrix.of(),
                new int[0]);
    }

    private static float[] answers(int... classes) {
        float[] row = new float[3 * classes.length];
        for (int t = 0; t < classes.length; t++) {
            for (int c = 0; c < 3; c++) {
                row[3 * t + c] = c == classes[t] ? 0.5f : 0.25f;
            }
        }
        return row;
    }

    @Test
    void label_dispersion_is_the_share_of_moments_that_did_not_give_the_most_frequent_answer() {
        assertThat(new LabelDispersion().score(history())).containsExactly(0, 0.5, 0.5, 0.5);
    }

    @Test
    void forgetting_counts_the_changes_of_the_answer() {
        assertThat(new Forgetting().score(history())).containsExactly(0, 3, 1, 3);
    }

    @Test
    void the_distance_to_the_boundary_is_the_margin_of_the_logits_over_its_slope() {
        Matrix gradients = DoubleMatrix.of(new double[] {3, 4}, new double[] {0, 0.5});
        Matrix p = DoubleMatrix.of(new double[] {0.1, 0.3, 0.6}, new double[] {0.5, 0.25, 0.25});
        double[] scores = new BoundaryDistance().score(InputGradients.of(TWO, p, gradients));
        assertThat(scores).containsExactly(new double[] {-Math.log(2) / 5, -Math.log(2) / 0.5}, EXACT);
    }

    @Test
    void a_logit_that_is_linear_in_the_input_has_exactly_its_distance_from_the_plane() {
        double[] w = {1.5, -2, 0.5};
        double b = 0.3;
        double[] x = {-0.7, 0.1, -1.1};
        double z = w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + b;
        double p = 1 / (1 + Math.exp(-z)); // z < 0, so the margin is −z and its gradient −w
        Matrix gradient = DoubleMatrix.of(new double[] {-w[0], -w[1], -w[2]});
        double[] scores = new BoundaryDistance()
                .score(InputGradients.of(Items.range(1), DoubleMatrix.of(new double[] {p, 1 - p}), gradient));
        assertThat(z).isNegative();
        assertThat(scores[0]).isCloseTo(-Math.abs(z) / Math.sqrt(1.5 * 1.5 + 4 + 0.25), within(1e-9));
    }

    @Test
    void on_the_boundary_the_distance_is_0_and_where_nothing_changes_the_answer_it_is_as_large_as_can_be() {
        Matrix flat = DoubleMatrix.of(new double[] {0}, new double[] {0}, new double[] {1});
        Matrix p = DoubleMatrix.of(new double[] {0.5, 0.5}, new double[] {0.9, 0.1}, new double[] {1, 0});
        double[] scores = new BoundaryDistance().score(InputGradients.of(Items.range(3), p, flat));
        assertThat(scores).containsExactly(0, -Double.MAX_VALUE, -Double.MAX_VALUE);
    }
}
