package dev.quarry.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Randomness;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What dropout does to a sampled network, against what follows from its definition. */
final class MonteCarloTest {

    private static final double RATE = 0.3;
    private static final int UNITS = 40;
    private static final int PASSES = 4000;

    /** Dropout between the rows and a linear head, so that mean and variance of a logit can be said in closed form. */
    private static final Net LINEAR = new Net(UNITS, Chain.of(new Dropout("rows", RATE)), new Dense("head", UNITS, 2));

    private static final Weights WEIGHTS = Formula.weights(LINEAR.layout());

    private static Predictor predictor(int batch) {
        return new Predictor(LINEAR, WEIGHTS, Setting.ONE_THREAD, batch);
    }

    @Test
    void the_mean_is_the_plain_network_and_the_variance_that_of_dropped_units() {
        FloatMatrix row = Formula.rows(1, UNITS);
        float[] plain = predictor(1).logits(row);
        float[] sampled = predictor(1).sampled(row, PASSES, Randomness.seed(3));
        for (int c = 0; c < 2; c++) {
            double variance = 0;
            for (int j = 0; j < UNITS; j++) {
                double product = WEIGHTS.array("head/weight").get(c, j) * row.get(0, j);
                variance += product * product * RATE / (1 - RATE);
            }
            double mean = 0;
            double squares = 0;
            for (int k = 0; k < PASSES; k++) {
                double off = sampled[k * 2 + c] - plain[c];
                mean += off / PASSES;
                squares += off * off / PASSES;
            }
            assertThat(mean).isCloseTo(0, within(5 * Math.sqrt(variance / PASSES)));
            assertThat(squares / variance).isCloseTo(1, within(0.15)); // 5 · √(2/4000) is 0.11
        }
    }

    @Test
    void a_pass_drops_the_same_units_of_every_row() {
        float[] values = new float[3 * UNITS];
        Arrays.fill(values, 1);
        float[] sampled = predictor(2).sampled(FloatMatrix.wrap(values, 3, UNITS), 50, Randomness.seed(4));
        for (int j = 0; j < 50 * 2; j++) {
            assertThat(sampled[50 * 2 + j]).isEqualTo(sampled[j]);
            assertThat(sampled[2 * 50 * 2 + j]).isEqualTo(sampled[j]);
        }
        assertThat(sampled[0]).isNotEqualTo(sampled[2]);
    }

    @Test
    void passes_depend_on_neither_the_number_of_passes_nor_the_batch() {
        FloatMatrix rows = Formula.rows(5, UNITS);
        float[] three = predictor(4).sampled(rows, 3, Randomness.seed(5));
        float[] seven = predictor(4).sampled(rows, 7, Randomness.seed(5));
        float[] wider = predictor(8).sampled(rows, 3, Randomness.seed(5));
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 3 * 2; j++) {
                assertThat(seven[i * 14 + j]).isEqualTo(three[i * 6 + j]);
                assertThat(wider[i * 6 + j]).isCloseTo(three[i * 6 + j], within(1e-6f));
            }
        }
    }

    @Test
    void only_dropout_is_stochastic_and_normalisation_stays_frozen() {
        Net net = new Net(
                6,
                Chain.of(new Dense("a", 6, 8), new BatchNorm("a/norm", 8), new Relu(), new Dropout("a", 1e-12)),
                new Dense("head", 8, 3));
        Predictor predictor = new Predictor(net, Formula.weights(net.layout()), Setting.ONE_THREAD, 4);
        FloatMatrix rows = Formula.rows(6, 6);
        float[] plain = predictor.logits(rows);
        float[] sampled = predictor.sampled(rows, 2, Randomness.seed(6));
        for (int i = 0; i < 6; i++) {
            for (int c = 0; c < 3; c++) {
                assertThat(sampled[i * 6 + c]).isEqualTo(plain[i * 3 + c]);
                assertThat(sampled[i * 6 + 3 + c]).isEqualTo(plain[i * 3 + c]);
            }
        }
    }

    @Test
    void rows_of_a_training_step_lose_units_of_their_own() {
        float[] factors = Masks.factors(Randomness.seed(7), 0.25, 100_001);
        int dropped = 0;
        for (float factor : factors) {
            dropped += factor == 0 ? 1 : 0;
            assertThat(factor == 0 || factor == (float) (1 / 0.75)).isTrue();
        }
        assertThat(dropped / 100_001.0).isCloseTo(0.25, within(5 * Math.sqrt(0.25 * 0.75 / 100_001)));
    }
}
