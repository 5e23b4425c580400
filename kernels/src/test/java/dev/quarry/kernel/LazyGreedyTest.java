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

    /** The same by bounds that are often as old as may be. */
    private static final class Racing implements Gains {
        private final FloatMatrix points;
        private final Plain plain;
        private final double[] known;

        Racing(FloatMatrix points, Plain plain) {
            this.points = points;
            this.plain = plain;
            this.known = plain.nearest.clone();
        }

        @Override
        public int size() {
            return points.rows();
        }

        @Override
        public double gain(int row, double floor) {
            double now = plain.nearest[row];
            if (now >= floor) {
                known[row] = now;
            }
            return now >= floor || known[row] >= floor ? now : known[row];
        }

        @Override
        public boolean races() {
            return true;
        }

        @Override
        public void take(int row) {
            plain.take(row);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "300, 16, 1", "300, 16, 64", "2000, 2, 1", "2000, 2, 1024", "500, 30, 7"})
    void it_takes_what_a_program_takes_that_evaluates_all(int n, int d, int together) {
        FloatMatrix points = Awkward.clusters(n, n, d, 0); // with duplicates, hence ties
        int k = Math.min(n, 150);
        TopK.Ties ties = row -> row * 0x9E3779B97F4A7C15L;
        isPlain(LazyGreedy.take(new Plain(points, together), k, ties), points, k, ties);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 2", "300, 16, 2", "2000, 2, 7", "6000, 3, 2", "6000, 30, 16"})
    void threads_that_race_take_the_same(int n, int d, int threads) {
        FloatMatrix points = Awkward.clusters(n, n, d, 0);
        int k = Math.min(n, 150);
        TopK.Ties ties = row -> row * 0x9E3779B97F4A7C15L;
        for (int repeat = 0; repeat < 5; repeat++) {
            LazyGreedy.Result lazy =
                    Workers.using(threads, () -> LazyGreedy.take(new Racing(points, new Plain(points, 1)), k, ties));
            isPlain(lazy, points, k, ties);
        }
    }

    private static void isPlain(LazyGreedy.Result lazy, FloatMatrix points, int k, TopK.Ties ties) {
        int n = points.rows();
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
