package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DSquaredSampling.First;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each acquisition on places, on numbers that can be done by hand. */
class GeometryByHandTest {

    private static final Randomness RANDOM = Randomness.seed(3);

    private static DoubleMatrix line(double... places) {
        return DoubleMatrix.of(
                Arrays.stream(places).mapToObj(x -> new double[] {x}).toArray(double[][]::new));
    }

    private static Embeddings onALine(DoubleMatrix labelled, double... places) {
        return Embeddings.of(Items.range(places.length), line(places), labelled);
    }

    private static <E extends Evidence> void assertPicks(
            Acquisition<E> acquisition, E evidence, long[] ids, double... scores) {
        Selection selection = acquisition.select(evidence, ids.length, RANDOM);
        assertThat(selection.ids()).isEqualTo(ids);
        assertThat(selection.picks().stream().mapToDouble(Pick::score).toArray())
                .containsExactly(scores, within(1e-12));
    }

    @Test
    void k_center_takes_the_farthest_from_its_nearest_centre_and_certifies_the_radius() {
        Embeddings evidence = onALine(line(1), 0, 3, 4, 10);
        assertPicks(new KCenter(), evidence, new long[] {3, 2}, 81, 9);
        assertThat(new KCenter().select(evidence, 2, RANDOM).certificate())
                .isEqualTo(new Certificate("covering radius", 1));
    }

    @Test
    void a_covered_pool_has_radius_zero() {
        assertThat(new KCenter().select(onALine(line(1), 5, 7), 2, RANDOM).certificate())
                .isEqualTo(new Certificate("covering radius", 0));
    }

    @Test
    void centroid_takes_the_farthest_from_a_mean_that_moves_with_every_pick() {
        // mean 2, then (2 + 10) / 2 = 6, then (2 + 10 + 0) / 3 = 4
        assertPicks(new Centroid(), onALine(line(2), 0, 4, 10), new long[] {2, 0, 1}, 64, 36, 0);
    }

    @Test
    void centroid_begins_at_the_mean_of_the_candidates_where_nothing_is_labelled() {
        // mean (0 + 4 + 11) / 3 = 5, then 11 alone, then (11 + 0) / 2
        assertPicks(new Centroid(), onALine(DoubleMatrix.of(), 0, 4, 11), new long[] {2, 0, 1}, 36, 121, 2.25);
    }

    @Test
    void medoids_stand_in_the_middle_of_the_clusters_the_largest_first() {
        Embeddings evidence = onALine(DoubleMatrix.of(), 0, 1, 2, 100, 101, 102, 103, 104);
        assertPicks(new KMeansMedoids(), evidence, new long[] {5, 1}, 5, 3);
    }

    @Test
    void medoids_of_fewer_places_than_picks_are_filled_up_with_score_zero() {
        Selection selection = new KMeansMedoids().select(onALine(DoubleMatrix.of(), 7, 7, 7), 2, RANDOM);
        assertThat(selection.picks()).extracting(Pick::score).containsExactly(3.0, 0.0);
    }

    /** Gradients (−.4, .4) ⊗ (1, 0), (−.1, .1) ⊗ (0, 3) and (−.5, .5) ⊗ (.1, 0): squared norms .32, .18, .005. */
    private static final LatentPredictions GRADIENTS = LatentPredictions.of(
            Items.range(3),
            DoubleMatrix.of(new double[] {0.6, 0.4}, new double[] {0.9, 0.1}, new double[] {0.5, 0.5}),
            DoubleMatrix.of(new double[] {1, 0}, new double[] {0, 3}, new double[] {0.1, 0}),
            DoubleMatrix.of());

    @Test
    void badge_begins_with_the_longest_gradient() {
        assertPicks(new Badge(), GRADIENTS, new long[] {0}, 0.32);
    }

    @Test
    void badge_draws_the_next_by_squared_distance() {
        // .32 + .18 − 0 = .5 against .32 + .005 − 2·.4·.1 = .245
        ChiSquare.assertDistributed(
                20_000,
                seed -> order(new Badge(), GRADIENTS, 2, seed),
                Map.of("[0, 1]", 500 / 745.0, "[0, 2]", 245 / 745.0));
    }

    @Test
    void badge_may_begin_with_a_gradient_by_its_squared_length() {
        ChiSquare.assertDistributed(
                20_000,
                seed -> order(new Badge(First.WEIGHTED), GRADIENTS, 1, seed),
                Map.of("[0]", 320 / 505.0, "[1]", 180 / 505.0, "[2]", 5 / 505.0));
    }

    @Test
    void badge_may_begin_anywhere() {
        ChiSquare.assertDistributed(
                20_000,
                seed -> order(new Badge(First.UNIFORM), GRADIENTS, 1, seed),
                Map.of("[0]", 1 / 3.0, "[1]", 1 / 3.0, "[2]", 1 / 3.0));
    }

    @Test
    void k_means_plus_plus_draws_by_squared_distance_to_what_is_labelled_or_drawn() {
        // squared distances to 0: 1, 9 and 4, of 14
        Embeddings evidence = onALine(line(0), 1, 3, -2);
        ChiSquare.assertDistributed(
                20_000,
                seed -> order(new KMeansPlusPlus(), evidence, 2, seed),
                Map.of(
                        "[0, 1]", 1 / 14.0 * 4 / 8, // after 1: 3 is at 2, −2 still at 2 from 0
                        "[0, 2]", 1 / 14.0 * 4 / 8,
                        "[1, 0]", 9 / 14.0 * 1 / 5, // after 3: 1 still at 1, −2 at 2
                        "[1, 2]", 9 / 14.0 * 4 / 5,
                        "[2, 0]", 4 / 14.0 * 1 / 10,
                        "[2, 1]", 4 / 14.0 * 9 / 10));
    }

    @Test
    void k_means_plus_plus_begins_anywhere_where_nothing_is_labelled() {
        Embeddings evidence = onALine(DoubleMatrix.of(), 0, 1, 100);
        ChiSquare.assertDistributed(
                20_000,
                seed -> order(new KMeansPlusPlus(), evidence, 1, seed),
                Map.of("[0]", 1 / 3.0, "[1]", 1 / 3.0, "[2]", 1 / 3.0));
    }

    @Test
    void uniform_gives_every_order_the_same_probability() {
        Embeddings evidence = onALine(DoubleMatrix.of(), 0, 1, 100);
        double sixth = 1 / 6.0;
        ChiSquare.assertDistributed(
                20_000,
                seed -> order(new Uniform(), evidence, 3, seed),
                Map.of(
                        "[0, 1, 2]",
                        sixth,
                        "[0, 2, 1]",
                        sixth,
                        "[1, 0, 2]",
                        sixth,
                        "[1, 2, 0]",
                        sixth,
                        "[2, 0, 1]",
                        sixth,
                        "[2, 1, 0]",
                        sixth));
    }

    @Test
    void uniform_stays_random_when_ties_go_to_the_lowest_id() {
        Embeddings evidence = onALine(DoubleMatrix.of(), new double[50]);
        long[] ids =
                new Uniform().select(evidence, 5, RANDOM.withLowestIdTies()).ids();
        assertThat(ids).isNotEqualTo(new long[] {0, 1, 2, 3, 4});
    }

    private static <E extends Evidence> String order(Acquisition<E> acquisition, E evidence, int budget, int seed) {
        return Arrays.toString(
                acquisition.select(evidence, budget, Randomness.seed(seed)).ids());
    }
}
