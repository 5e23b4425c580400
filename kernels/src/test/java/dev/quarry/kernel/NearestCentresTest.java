package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestCentresTest {

    @ParameterizedTest
    @CsvSource({
        "70, 40, 33, 0",
        "70, 40, 33, 5",
        "70, 40, 33, 3000",
        "1, 9, 1, 0",
        "513, 8, 2, 0",
        "33, 7, 16, 0",
        "5, 31, 0, 0",
        "64, 1030, 17, 1",
        "200, 2100, 4, 0",
        "37, 65, 100, 0.1"
    })
    void the_nearest_centre_is_the_one_that_trying_all_finds(int n, int m, int d, float shift) {
        FloatMatrix points = Awkward.clusters(n, n, d, shift);
        FloatMatrix centres = Awkward.clusters(n + m, m, d, shift);
        assertNearest(points, centres);
        assertNearest(centres, centres); // every centre at distance 0 from itself, and its duplicates before it
    }

    @Test
    void numbers_that_overflow_or_underflow_are_no_nearer() {
        float[] values = Awkward.gauss(5, 40 * 20);
        for (int j = 0; j < values.length; j++) {
            values[j] *= switch (j / 20 % 4) {
                case 0 -> 1e-30f;
                case 1 -> 1e25f;
                case 2 -> 1e-22f;
                default -> 1;
            };
        }
        FloatMatrix rows = FloatMatrix.wrap(values, 40, 20);
        assertNearest(rows, rows.select(new int[] {1, 4, 8, 12, 16, 2, 6, 10, 14, 3, 7, 11, 0}));
        assertNearest(rows, rows.select(new int[] {1, 5, 9, 13, 17, 21, 25, 29, 33}));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void threads_and_precision_do_not_change_the_centre(int threads) {
        FloatMatrix points = Awkward.clusters(3, 1500, 24, 0);
        FloatMatrix centres = Awkward.clusters(4, 50, 24, 0);
        NearestCentres one = NearestCentres.of(points, centres);
        NearestCentres many = Workers.using(threads, () -> NearestCentres.of(points, centres));
        NearestCentres wide = NearestCentres.of(points.toDouble(), centres.toDouble());
        int differ = 0;
        for (int i = 0; i < points.rows(); i++) {
            assertThat(many.squared(i)).isEqualTo(one.squared(i));
            assertThat(many.centre(i)).isEqualTo(one.centre(i));
            differ += wide.centre(i) == one.centre(i) ? 0 : 1;
        }
        assertThat(differ).isLessThan(5);
    }

    @Test
    void without_centres_everything_is_infinitely_far() {
        NearestCentres none = NearestCentres.of(FloatMatrix.of(new float[3]), FloatMatrix.wrap(new float[0], 0, 3));
        assertThat(none.squared(0)).isInfinite();
        assertThat(none.centre(0)).isEqualTo(-1);
    }

    private static void assertNearest(FloatMatrix points, FloatMatrix centres) {
        NearestCentres nearest = NearestCentres.of(points, centres);
        for (int row = 0; row < points.rows(); row++) {
            double[] wanted = Awkward.nearest(points, row, centres);
            assertThat(nearest.squared(row)).as("distance of row %d", row).isEqualTo(wanted[0]);
            assertThat(nearest.centre(row)).as("centre of row %d", row).isEqualTo((int) wanted[1]);
        }
    }
}
