package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearPairsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 130, 200})
    void pairs_are_those_whose_distance_is_no_larger_to_the_bit(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[][] rows = new double[n][];
        for (int row = 0; row < n; row++) {
            rows[row] = row % 5 == 4 ? rows[row - 1] : random.doubles(7, -1, 1).toArray();
        }
        DoubleMatrix exact = DoubleMatrix.of(rows);
        for (Matrix points : new Matrix[] {exact, exact.toFloat()}) {
            for (double radius : new double[] {0, Distances.squared(points, 0, points, n - 1), 2, 100}) {
                NearPairs pairs = Workers.using(3, () -> NearPairs.within(points, radius, 0, "It"));
                assertThat(pairs.size()).isEqualTo(n);
                for (int row = 0; row < n; row++) {
                    List<Integer> near = new ArrayList<>();
                    for (int place = 0; place < pairs.degree(row); place++) {
                        near.add(pairs.row(row, place));
                        assertThat(pairs.squared(row, place))
                                .isEqualTo(Distances.squared(points, row, points, pairs.row(row, place)));
                    }
                    assertThat(near).isEqualTo(plain(points, row, radius));
                }
            }
        }
    }

    private static List<Integer> plain(Matrix points, int row, double radius) {
        List<Integer> near = new ArrayList<>();
        for (int other = 0; other < points.rows(); other++) {
            if (Distances.squared(points, row, points, other) <= radius) {
                near.add(other);
            }
        }
        return near;
    }

    @Test
    void a_table_beyond_the_budget_is_refused_before_it_is_made() {
        FloatMatrix points = FloatMatrix.wrap(new float[2_000], 2_000, 1);
        assertThatThrownBy(() -> NearPairs.within(points, 0, 1 << 30, "The table"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("The table needs", "subpool");
    }
}
