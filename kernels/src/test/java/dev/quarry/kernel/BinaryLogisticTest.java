package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinaryLogisticTest {

    private static double[] odds(BinaryLogistic fitted, Matrix points) {
        double[] odds = new double[points.rows()];
        fitted.logOdds(points, 0, odds.length, odds);
        return odds;
    }

    @Test
    void on_one_line_it_meets_the_conditions_of_the_minimum() {
        DoubleMatrix points = DoubleMatrix.wrap(new double[] {-2, -1, 0.5, 1, 3}, 5, 1);
        double[] sides = {-1, 2, -1, 0.5, 3};
        double[] f = odds(BinaryLogistic.fit(points, sides, 0.7, null), points);
        double b = (f[3] + f[1]) / 2;
        double w = f[3] - b;
        double slope = 0.7 * w;
        double level = 0;
        for (int i = 0; i < 5; i++) {
            double side = Math.signum(sides[i]);
            double pull = -sides[i] / (1 + Math.exp(side * f[i]));
            slope += pull * points.get(i, 0);
            level += pull;
        }
        assertThat(slope).isCloseTo(0, within(1e-5));
        assertThat(level).isCloseTo(0, within(1e-5));
    }

    @Test
    void it_is_the_same_for_any_start_nearly_and_for_any_number_of_threads_exactly() {
        SplittableRandom random = new SplittableRandom(3);
        int n = 2_000;
        FloatMatrix points =
                DoubleMatrix.wrap(random.doubles(n * 6L, -1, 1).toArray(), n, 6).toFloat();
        double[] sides = IntStream.range(0, n)
                .mapToDouble(i -> points.get(i, 0) + random.nextDouble(-1, 1) > 0 ? 1 : -2)
                .toArray();
        BinaryLogistic fitted = BinaryLogistic.fit(points, sides, 1, null);
        double[] alone = odds(fitted, points);
        for (int threads : new int[] {2, 7}) {
            assertThat(Workers.using(threads, () -> odds(BinaryLogistic.fit(points, sides, 1, null), points)))
                    .isEqualTo(alone);
        }
        double[] other = sides.clone();
        other[0] = -other[0];
        BinaryLogistic elsewhere = BinaryLogistic.fit(points, other, 1, null);
        assertThat(odds(BinaryLogistic.fit(points, sides, 1, elsewhere), points))
                .containsExactly(alone, within(1e-3));
    }
}
