package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AverageLinkageTest {

    private static DoubleMatrix column(double... values) {
        return DoubleMatrix.wrap(values, values.length, 1);
    }

    @Test
    void the_mean_distance_decides_and_not_the_smallest_or_largest() {
        // 0 and 2 join first, then 10 and 13; 5 is at (5 + 3) / 2 = 4 from the former and at 6.5 from the latter
        DoubleMatrix points = column(0, 5, 10, 2, 13);
        assertThat(AverageLinkage.clusters(points, 5)).containsExactly(0, 1, 2, 3, 4);
        assertThat(AverageLinkage.clusters(points, 4)).containsExactly(0, 1, 2, 0, 3);
        assertThat(AverageLinkage.clusters(points, 3)).containsExactly(0, 1, 2, 0, 2);
        assertThat(AverageLinkage.clusters(points, 2)).containsExactly(0, 0, 1, 0, 1);
        assertThat(AverageLinkage.clusters(points, 1)).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 2", "10, 3", "40, 7", "65, 20", "130, 4"})
    void chains_merge_what_a_search_for_the_nearest_pair_merges(int n, int k) {
        for (int seed = 0; seed < 5; seed++) {
            double[] values = new SplittableRandom(seed).doubles(3L * n, -1, 1).toArray();
            DoubleMatrix points = DoubleMatrix.wrap(values, n, 3);
            assertThat(Workers.using(2, () -> AverageLinkage.clusters(points, k)))
                    .isEqualTo(plain(points, k));
        }
    }

    /** By the definition: means over all pairs, anew for every merge. */
    private static int[] plain(DoubleMatrix points, int k) {
        List<List<Integer>> clusters = new ArrayList<>();
        IntStream.range(0, points.rows()).forEach(row -> clusters.add(new ArrayList<>(List.of(row))));
        while (clusters.size() > k) {
            int a = 0;
            int b = 1;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < clusters.size(); i++) {
                for (int j = i + 1; j < clusters.size(); j++) {
                    double mean = mean(points, clusters.get(i), clusters.get(j));
                    if (mean < least) {
                        least = mean;
                        a = i;
                        b = j;
                    }
                }
            }
            clusters.get(a).addAll(clusters.remove(b));
        }
        int[] labels = new int[points.rows()];
        for (int i = 0; i < clusters.size(); i++) { // a cluster stands where its first row stood
            for (int row : clusters.get(i)) {
                labels[row] = i;
            }
        }
        return labels;
    }

    private static double mean(DoubleMatrix points, List<Integer> some, List<Integer> others) {
        double sum = 0;
        for (int i : some) {
            for (int j : others) {
                sum += Math.sqrt(Distances.squared(points, i, points, j));
            }
        }
        return sum / some.size() / others.size();
    }

    @Test
    void rows_in_one_place_and_infinitely_far_ones_still_make_as_many_clusters() {
        assertThat(AverageLinkage.clusters(column(1, 1, 1, 1), 3))
                .contains(0, 1, 2)
                .hasSize(4);
        float[] far = {Float.MAX_VALUE, -Float.MAX_VALUE, 0, 1};
        assertThat(AverageLinkage.clusters(FloatMatrix.wrap(far, 4, 1), 2))
                .contains(0, 1)
                .hasSize(4);
        assertThat(AverageLinkage.clusters(FloatMatrix.of(), 2)).isEmpty();
    }

    @Test
    void no_cluster_at_all_is_refused() {
        assertThatThrownBy(() -> AverageLinkage.clusters(column(1), 0)).hasMessageContaining("clusters (0)");
    }
}
