package dev.quarry.server.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Neighbours;
import dev.quarry.kernel.Workers;
import dev.quarry.server.job.Progress;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProjectionTest {

    private static final Progress QUIET = new Progress() {
        @Override
        public void at(double done, String doing) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    /** Three clouds far from each other. */
    private static FloatMatrix clouds(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(8);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            int cloud = (i / columns) % 3;
            values[i] = (float) ((i % columns) % 3 == cloud ? 8 + random.nextGaussian() : random.nextGaussian());
        }
        return FloatMatrix.wrap(values, rows, columns);
    }

    @ParameterizedTest
    @EnumSource(Projection.class)
    void the_same_items_give_the_same_map_with_any_number_of_threads(Projection projection) {
        FloatMatrix rows = clouds(600, 12);
        FloatMatrix one = projection.place(rows, QUIET);
        assertThat(projection.place(rows, QUIET)).isEqualTo(one);
        assertThat(Workers.using(3, () -> projection.place(rows, QUIET))).isEqualTo(one);
        assertThat(one.rows()).isEqualTo(600);
        for (float value : one.values()) {
            assertThat(value).isFinite();
        }
    }

    @ParameterizedTest
    @EnumSource(Projection.class)
    void neighbours_on_the_map_are_of_the_same_cloud(Projection projection) {
        assertThat(sameCloud(projection.place(clouds(600, 12), QUIET))).isGreaterThan(0.99);
    }

    @Test
    void beyond_the_sample_items_are_placed_among_their_like() {
        int rows = Projection.MOST_LAID_OUT + 1_000;
        FloatMatrix map = Projection.UMAP.place(clouds(rows, 6), QUIET);
        assertThat(Projection.UMAP.isApproximate(rows)).isTrue();
        int[] some = IntStream.range(rows - 1_000, rows).toArray();
        assertThat(sameCloud(map.select(some), rows - 1_000)).isGreaterThan(0.99);
    }

    private static double sameCloud(FloatMatrix map) {
        return sameCloud(map, 0);
    }

    private static double sameCloud(FloatMatrix map, int first) {
        Neighbours near = Neighbours.of(map, 5, row -> row);
        int same = 0;
        for (int row = 0; row < map.rows(); row++) {
            for (int place = 0; place < 5; place++) {
                same += (row + first) % 3 == (near.neighbour(row, place) + first) % 3 ? 1 : 0;
            }
        }
        return same / (5.0 * map.rows());
    }

    @Test
    void items_that_are_all_the_same_and_a_single_column_still_have_places() {
        FloatMatrix same = FloatMatrix.wrap(new float[40], 20, 2);
        for (Projection projection : Projection.values()) {
            for (float value : projection.place(same, QUIET).values()) {
                assertThat(value).isFinite();
            }
        }
        assertThat(Projection.PCA.place(clouds(30, 1), QUIET).cols()).isEqualTo(2);
        assertThatThrownBy(() -> Projection.UMAP.place(clouds(2, 4), QUIET))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("takes (3) items");
        assertThatThrownBy(() -> Projection.of("tsne")).hasMessage("There is no map (tsne). Maybe (pca) or (umap).");
    }

    @Test
    void drawing_stops_when_somebody_wants_it() {
        Progress stopped = new Progress() {
            @Override
            public void at(double done, String doing) {
                if (done > 0) {
                    throw new CancellationException(doing);
                }
            }

            @Override
            public boolean isCancelled() {
                return false;
            }
        };
        assertThatThrownBy(() -> Projection.UMAP.place(clouds(90, 4), stopped))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("moving");
    }

    @Test
    void clusters_hold_every_item_once_largest_first() {
        FloatMatrix map = Projection.PCA.place(clouds(601, 9), QUIET);
        Maps.Clusters clusters = Maps.clusters(map, 3);
        byte[] codes = Base64.getDecoder().decode(clusters.codes());
        assertThat(codes).hasSize(601);
        assertThat(clusters.clusters()).extracting(Maps.Cluster::count).containsExactly(201, 200, 200);
        for (int row = 3; row < codes.length; row++) {
            assertThat(codes[row]).isEqualTo(codes[row % 3]);
        }
    }
}
