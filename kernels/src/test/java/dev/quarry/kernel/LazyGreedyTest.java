package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LazyGreedyTest {

    /** Gains that evaluate everything at once. */
    private static final class Plain implements Gains {
        private final FloatMatrix points;
        private final double[] nearest;
        private final int together;

        Plain(FloatMatrix points, int together) {
            this.points = points;
            this.nearest = new double[points.rows()];
            this.together = together;
            Arrays.fill(nearest, 100);
        }

        @Override
        public int size() {
            return nearest.length;
        }

        @Override
        public double gain(int row, double floor) {
            return nearest[row];
        }

        @Override
        public int together() {
            return together;
        }

        @Override
        public void take(int row) {
            Arrays.setAll(nearest, i -> Math.min(nearest[i], Distances.squared(points, i, points, row)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "300, 16, 1", "300, 16, 64", "2000, 2, 1", "2000, 2, 1024", "500, 30, 7"})
    void it_takes_what_a_program_takes_that_evaluates_all(int n, int d, int together) {
        FloatMatrix points = Awkward.clusters(n, n, d, 0); // with duplicates, hence ties
        int k = Math.min(n, 150);
        TopK.Ties ties = row -> row * 0x9E3779B97F4A7C15L;
        LazyGreedy.Result lazy = LazyGreedy.take(new Plain(points, together), k, ties);
        Plain plain = new Plain(points, 1);
        boolean[] gone = new boolean[n];
        for (int i = 0; i <= k; i++) {
            int best = -1;
            for (int row = 0; row < n; row++) {
                if (!gone[row] && (best < 0 || ahead(row, best, plain.nearest, ties))) {
                    best = row;
                }
            }
            if (i == k) {
                assertThat(lazy.nextGain()).isEqualTo(best < 0 ? 0 : plain.nearest[best]);
            } else {
                assertThat(lazy.row(i)).isEqualTo(best);
                assertThat(lazy.gain(i)).isEqualTo(plain.nearest[best]);
                gone[best] = true;
                plain.take(best);
            }
        }
    }

    private static boolean ahead(int row, int best, double[] gains, TopK.Ties ties) {
        return gains[row] != gains[best]
                ? gains[row] > gains[best]
                : Long.compareUnsigned(ties.of(row), ties.of(best)) < 0;
    }
}
