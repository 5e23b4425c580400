package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Embeddings;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LightweightCoreSetTest {

    private static Embeddings at(double... places) {
        DoubleMatrix column = DoubleMatrix.wrap(places, places.length, 1);
        return Embeddings.of(Items.range(places.length), column, DoubleMatrix.wrap(new double[] {1000}, 1, 1));
    }

    @Test
    void half_is_uniform_and_half_by_the_squared_distance_from_the_mean_of_the_candidates() {
        // the mean is 2, squared distances 4, 1, 0 and 9 of 14
        assertThat(new LightweightCoreSet().probabilities(at(0, 1, 2, 5)))
                .containsExactly(
                        new double[] {0.125 + 4 / 28.0, 0.125 + 1 / 28.0, 0.125, 0.125 + 9 / 28.0}, within(1e-15));
    }

    @Test
    void draws_come_as_often_as_that_and_without_repetition() {
        Map<String, Double> wanted =
                Map.of("0", 0.125 + 4 / 28.0, "1", 0.125 + 1 / 28.0, "2", 0.125, "3", 0.125 + 9 / 28.0);
        ChiSquare.assertDistributed(
                2_000,
                seed -> ""
                        + new LightweightCoreSet()
                                .select(at(0, 1, 2, 5), 2, Randomness.seed(seed))
                                .ids()[0],
                wanted);
    }

    @Test
    void in_one_place_all_are_alike() {
        assertThat(new LightweightCoreSet().probabilities(at(3, 3, 3, 3))).containsOnly(0.25);
    }

    @Test
    void angles_to_the_mean_are_shares_of_a_half_turn() {
        DoubleMatrix places = DoubleMatrix.of(new double[] {1, 0}, new double[] {0, 3}, new double[] {2, 0});
        Embeddings evidence = Embeddings.of(Items.range(3), places, DoubleMatrix.of());
        // the mean (1, 1) is at an eighth of a turn from all: a quarter of π
        assertThat(new LightweightCoreSet(true).probabilities(evidence))
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-15));
    }
}
