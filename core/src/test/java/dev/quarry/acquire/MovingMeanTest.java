package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovingMeanTest {

    private static final Matrix NONE = DoubleMatrix.of();

    private static DoubleMatrix random(int n, double scale, long seed) {
        return DoubleMatrix.wrap(
                new SplittableRandom(seed).doubles(2L * n, -scale, scale).toArray(), n, 2);
    }

    @Test
    void it_begins_at_the_candidates_and_forgets_them_at_the_first_pick() {
        MovingMean mean = new MovingMean(DoubleMatrix.of(new double[] {0}, new double[] {6}), NONE);
        assertThat(mean.place()).isEqualTo(DoubleMatrix.of(new double[] {3}));
        mean.take(1);
        assertThat(mean.place()).isEqualTo(DoubleMatrix.of(new double[] {6}));
        mean.take(0);
        assertThat(mean.place()).isEqualTo(DoubleMatrix.of(new double[] {3}));
    }

    @Test
    void it_begins_at_what_is_labelled() {
        MovingMean mean =
                new MovingMean(DoubleMatrix.of(new double[] {9}), DoubleMatrix.of(new double[] {1}, new double[] {2}));
        assertThat(mean.place()).isEqualTo(DoubleMatrix.of(new double[] {1.5}));
        mean.take(0);
        assertThat(mean.place()).isEqualTo(DoubleMatrix.of(new double[] {4}));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-30, 1, 1e30, 1e300})
    void it_is_a_mean_at_every_scale(double scale) {
        DoubleMatrix points = random(1000, scale, 5);
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            sum += points.get(i, 1) / 1000;
        }
        assertThat(new MovingMean(points, NONE).place().get(0, 1)).isCloseTo(sum, within(1e-14 * scale));
    }

    @Test
    void it_is_the_same_to_the_last_bit_in_every_order() {
        DoubleMatrix points = random(999, 3, 6);
        int[] backwards = IntStream.range(0, 999).map(i -> 998 - i).toArray();
        assertThat(new MovingMean(points.select(backwards), NONE).place())
                .isEqualTo(new MovingMean(points, NONE).place());
        assertThat(new MovingMean(points, points.select(backwards)).place())
                .isEqualTo(new MovingMean(points, points).place());
    }

    @Test
    void places_that_are_all_at_the_origin_have_their_mean_there() {
        assertThat(new MovingMean(DoubleMatrix.of(new double[] {0, 0}), NONE).place())
                .isEqualTo(DoubleMatrix.of(new double[] {0, 0}));
    }
}
