package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.evidence.LatentPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterMarginTest {

    private static final Randomness LOWEST = Randomness.seed(1).withLowestIdTies();

    /** Items at places, each with a margin. */
    private static LatentPredictions evidence(double[] places, double[] margins) {
        DoubleMatrix p = DoubleMatrix.of(Arrays.stream(margins)
                .mapToObj(margin -> new double[] {(1 + margin) / 2, (1 - margin) / 2})
                .toArray(double[][]::new));
        int n = places.length;
        return LatentPredictions.of(Items.range(n), p, DoubleMatrix.wrap(places, n, 1), DoubleMatrix.of());
    }

    @Test
    void clusters_have_their_turn_the_smallest_on_the_list_first() {
        // on the list of 6: 0, 1, 2 of the cluster at 0; 4, 5 of that at 100; 6 of that at 200
        LatentPredictions evidence = evidence(
                new double[] {0, 1, 2, 3, 100, 101, 200, 201},
                new double[] {0.1, 0.05, 0.2, 0.9, 0.3, 0.25, 0.4, 0.95});
        ClusterMargin three = new ClusterMargin(1.5, 3, 100);
        assertThat(three.select(evidence, 4, LOWEST).ids()).containsExactly(6, 5, 1, 4);
        assertThat(new ClusterMargin(2, 3, 100).select(evidence, 3, LOWEST).ids())
                .containsExactly(6, 5, 1);
        assertThat(new ClusterMargin(6, 3, 100).select(evidence, 1, LOWEST).ids())
                .containsExactly(6);
    }

    @Test
    void with_a_list_as_long_as_the_batch_it_takes_what_margin_takes() {
        LatentPredictions evidence = evidence(
                new double[] {0, 1, 2, 3, 100, 101, 200, 201},
                new double[] {0.1, 0.05, 0.2, 0.9, 0.3, 0.25, 0.4, 0.95});
        assertThat(new ClusterMargin(1, 3, 100).select(evidence, 4, LOWEST).ids())
                .containsExactlyInAnyOrder(
                        new Margin().select(evidence, 4, LOWEST).ids());
    }

    @Test
    void what_is_not_in_the_sample_belongs_to_the_cluster_of_the_nearest_mean() {
        int n = 90; // three groups far apart, of which any sample of 30 by this seed meets all
        double[] places =
                IntStream.range(0, n).mapToDouble(i -> i % 3 * 1000 + i * 0.005).toArray();
        double[] margins = IntStream.range(0, n)
                .mapToDouble(i -> i % 3 == 2 ? 0.5 : i / 1000.0)
                .toArray();
        LatentPredictions evidence = evidence(places, margins);
        for (int sample : new int[] {30, 90, 1_000}) {
            long[] picks =
                    new ClusterMargin(30, 3, sample).select(evidence, 6, LOWEST).ids();
            assertThat(Arrays.stream(picks).map(id -> id % 3).toArray()).containsExactly(0, 1, 2, 0, 1, 2);
            assertThat(picks).contains(0, 1, 3, 4);
        }
    }

    @Test
    void what_cannot_be_meant_is_refused() {
        assertThatThrownBy(() -> new ClusterMargin(0.5, 0, 10)).hasMessageContaining("candidates (0.5)");
        assertThatThrownBy(() -> new ClusterMargin(2, -1, 10)).hasMessageContaining("clusters (-1)");
        assertThatThrownBy(() -> new ClusterMargin(2, 1, 0)).hasMessageContaining("sample (0)");
    }
}
