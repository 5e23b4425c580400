package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BallCoverTest {

    private static final FloatMatrix NONE = FloatMatrix.wrap(new float[0], 0, 1);

    private static FloatMatrix line(float... places) {
        return FloatMatrix.wrap(places, places.length, 1);
    }

    @Test
    void a_gain_is_what_lies_nearer_than_the_radius_and_is_not_covered_yet() {
        BallCover cover = new BallCover(line(0, 1, 2, 4), NONE, 2); // 0 and 2, 2 and 4 are exactly at the radius
        assertThat(gains(cover)).containsExactly(2, 3, 2, 1);
        cover.take(1);
        assertThat(gains(cover)).containsExactly(0, 0, 0, 1);
        assertThat(cover.uncovered()).isEqualTo(1);
    }

    @Test
    void what_is_near_a_centre_is_covered_from_the_start() {
        assertThat(gains(new BallCover(line(0, 1, 2, 4), line(-1), 1.5))).containsExactly(1, 2, 2, 1);
    }

    private static int[] gains(BallCover cover) {
        return IntStream.range(0, cover.size())
                .map(row -> (int) cover.gain(row, Double.NEGATIVE_INFINITY))
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "70, 5, 0, 4, 1",
        "600, 16, 3, 6, 2",
        "1100, 40, 20, 12, 7",
        "300, 8, 0, 0.001, 2",
        "40, 3, 0, Infinity, 1",
        "530, 33, 5, 9, 1"
    })
    void gains_are_counts_whatever_was_taken(int n, int d, int m, double radius, int threads) {
        FloatMatrix points = Awkward.clusters(n, n, d, 1);
        FloatMatrix centres = Awkward.clusters(m + 1, m, d, 1);
        for (Matrix matrix : new Matrix[] {points, points.toDouble()}) {
            Matrix labelled = matrix.isDouble() ? centres.toDouble() : centres;
            BallCover cover = Workers.using(threads, () -> new BallCover(matrix, labelled, radius));
            boolean[] covered = new boolean[n];
            cover(matrix, labelled, radius, covered);
            for (int taken : new int[] {-1, 7, 3, 31}) {
                if (taken >= 0) {
                    cover.take(taken);
                    cover(matrix, matrix.select(new int[] {taken}), radius, covered);
                }
                int[] rows = IntStream.range(0, n).filter(row -> row % 3 != 1).toArray();
                double[] together = new double[rows.length];
                if (taken == 3) { // some have seen more than others
                    cover.gains(rows, rows.length, Double.NEGATIVE_INFINITY, together);
                    for (int i = 0; i < rows.length; i++) {
                        assertThat(together[i]).isEqualTo(count(matrix, rows[i], radius, covered));
                    }
                }
                for (int row = taken + 1; row < n; row += 3) {
                    assertThat(cover.gain(row, Double.NEGATIVE_INFINITY))
                            .as("gain of row %d after taking %d", row, taken)
                            .isEqualTo(count(matrix, row, radius, covered));
                }
            }
        }
    }

    private static void cover(Matrix points, Matrix centres, double radius, boolean[] covered) {
        for (int row = 0; row < points.rows(); row++) {
            for (int c = 0; c < centres.rows(); c++) {
                covered[row] |= Distances.squared(points, row, centres, c) < radius * radius;
            }
        }
    }

    private static int count(Matrix points, int row, double radius, boolean[] covered) {
        return (int) IntStream.range(0, points.rows())
                .filter(other -> !covered[other])
                .filter(other -> other == row || Distances.squared(points, row, points, other) < radius * radius)
                .count();
    }

    @Test
    void the_pure_radius_is_the_largest_at_which_enough_balls_hold_one_cluster() {
        // distances to the nearest row of the other cluster: 5, 4, 2, 2, 8
        Matrix places = line(0, 1, 3, 5, 11);
        int[] clusters = {0, 0, 0, 1, 1};
        assertThat(BallCover.pureRadius(places, clusters, 1)).isEqualTo(2);
        assertThat(BallCover.pureRadius(places, clusters, 0.8)).isEqualTo(2);
        assertThat(BallCover.pureRadius(places, clusters, 0.6)).isEqualTo(4);
        assertThat(BallCover.pureRadius(places, clusters, 0.2)).isEqualTo(8);
        assertThat(BallCover.pureRadius(places, new int[5], 0.95)).isInfinite();
        assertThat(BallCover.pureRadius(places.select(new int[0]), new int[0], 0.95))
                .isInfinite();
    }
}
