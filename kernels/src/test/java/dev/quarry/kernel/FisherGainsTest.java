package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The root of the covariance of a label, and what rows are worth while rows are taken and given back. */
class FisherGainsTest {

    private static final Offset<Double> CLOSE = within(1e-10);

    static Stream<double[]> distributions() {
        return Stream.of(
                new double[] {0.3, 0.7},
                new double[] {0.2, 0.3, 0.5},
                new double[] {0, 0.4, 0, 0.6},
                new double[] {1, 0, 0},
                new double[] {0, 0, 1},
                new double[] {0, 1, 0, 0},
                new double[] {1e-12, 1 - 2e-12, 1e-12},
                new double[] {0.1, 0.1, 0.1, 0.1, 0.6});
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void a_root_times_itself_is_the_covariance_in_contrasts(double[] p) {
        int contrasts = p.length - 1;
        double[] root = new double[contrasts * contrasts];
        Contrasts.root(p, root);
        for (int a = 0; a < contrasts; a++) {
            for (int b = 0; b < contrasts; b++) {
                double covariance = 0;
                for (int i = 0; i < p.length; i++) {
                    for (int j = 0; j < p.length; j++) {
                        covariance += helmert(i, a) * ((i == j ? p[i] : 0) - p[i] * p[j]) * helmert(j, b);
                    }
                }
                double squared = 0;
                for (int s = 0; s < contrasts; s++) {
                    squared += root[a * contrasts + s] * root[b * contrasts + s];
                }
                assertThat(squared).isCloseTo(covariance, within(1e-15));
            }
        }
    }

    /** Class c in the contrast of class a + 1 against those before it. */
    private static double helmert(int c, int a) {
        double length = Math.sqrt((a + 1.0) * (a + 2));
        return c <= a ? 1 / length : c == a + 1 ? -(a + 1) / length : 0;
    }

    private static FisherGains gains(int n, int classes, int dimensions) {
        SplittableRandom random = new SplittableRandom(n);
        double[][] p = new double[n][classes];
        double[][] h = new double[n][];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                p[i][c] = random.nextExponential();
                sum += p[i][c];
            }
            for (int c = 0; c < classes; c++) {
                p[i][c] /= sum;
            }
            h[i] = random.doubles(dimensions, -2, 2).toArray();
        }
        int[] some = IntStream.range(0, n / 2).toArray();
        int[] all = IntStream.range(0, n).toArray();
        DoubleMatrix probabilities = DoubleMatrix.of(p);
        DoubleMatrix places = DoubleMatrix.of(h);
        return new FisherGains(FisherInformation.of(
                new FisherInformation.Some(probabilities, places, all),
                List.of(new FisherInformation.Some(probabilities, places, some)),
                List.of(new FisherInformation.Some(probabilities, places, all)),
                0.5,
                true));
    }

    @Test
    void the_gain_of_a_row_is_what_the_trace_falls_and_its_loss_what_it_rises() {
        FisherGains gains = gains(30, 4, 5);
        double before = gains.trace();
        double[] first = gains.gains();
        gains.take(7);
        assertThat(before - gains.trace()).isCloseTo(first[7], CLOSE);
        assertThat(gains.gains()[7]).isEqualTo(Double.NEGATIVE_INFINITY);
        double middle = gains.trace();
        double second = gains.gains()[20];
        gains.take(20);
        assertThat(middle - gains.trace()).isCloseTo(second, CLOSE);
        assertThat(gains.losses()[20]).isCloseTo(second, CLOSE);
    }

    @Test
    void what_is_taken_and_given_back_leaves_no_trace() {
        FisherGains gains = gains(30, 3, 4);
        gains.take(3);
        double[] with = gains.losses();
        double trace = gains.trace();
        gains.take(11);
        gains.take(25);
        gains.keepTaken();
        gains.giveBack(11);
        gains.giveBack(25);
        assertThat(gains.losses()[3]).isCloseTo(with[3], CLOSE);
        assertThat(gains.trace()).isCloseTo(trace, CLOSE);
    }

    @Test
    void many_rows_later_the_numbers_are_still_those_of_a_fresh_start() {
        FisherGains gains = gains(200, 3, 6);
        IntStream.range(0, 150).forEach(gains::take);
        double[] left = gains.gains();
        double before = gains.trace();
        gains.take(180);
        assertThat(before - gains.trace()).isCloseTo(left[180], CLOSE);
        for (int row = 149; row >= 0; row--) {
            gains.giveBack(row);
        }
        assertThat(gains.losses()[180]).isCloseTo(gains(200, 3, 6).gains()[180], within(1e-9));
    }
}
