package dev.quarry.learn.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {

    private static final Randomness RANDOM = Randomness.seed(1);

    /** At 0, 1, 2, 4 and 8 on a line, of the classes 0, 0, 1, 1, 2. */
    private static final TrainingSet LINE = Samples.of(new double[][] {{0}, {1}, {2}, {4}, {8}}, 0, 0, 1, 1, 2);

    private static double[] at(double place, NearestNeighbours learner, TrainingSet rows) {
        return learner.fit(rows, RANDOM)
                .probabilities(DoubleMatrix.of(new double[] {place}))
                .values();
    }

    @Test
    void the_shares_of_the_nearest_by_hand() {
        assertThat(at(0.4, new NearestNeighbours(3, Vote.UNIFORM), LINE)).containsExactly(2 / 3.0, 1 / 3.0, 0);
        assertThat(at(9, new NearestNeighbours(1, Vote.UNIFORM), LINE)).containsExactly(0, 0, 1);
        assertThat(at(9, new NearestNeighbours(50, Vote.UNIFORM), LINE)).containsExactly(0.4, 0.4, 0.2);
    }

    @Test
    void by_distance_the_votes_are_reciprocal_and_a_row_in_place_decides_alone() {
        // from 3: 2 and 4 are at distance 1, 1 at 2: 1/2 against 1 + 1
        assertThat(at(3, new NearestNeighbours(3, Vote.DISTANCE), LINE))
                .containsExactly(new double[] {0.2, 0.8, 0}, within(1e-15));
        assertThat(at(4, new NearestNeighbours(3, Vote.DISTANCE), LINE)).containsExactly(0, 1, 0);
        TrainingSet both = Samples.of(new double[][] {{4}, {4}, {5}}, 0, 1, 1);
        assertThat(at(4, new NearestNeighbours(3, Vote.DISTANCE), both)).containsExactly(0.5, 0.5);
    }

    @Test
    void rows_that_are_equally_far_share_the_last_place() {
        // from 3: 2 and 4 tie for the first of one neighbour, both of class 1; from 1.5: 1 (class 0) and 2 (class 1)
        assertThat(at(3, new NearestNeighbours(1, Vote.UNIFORM), LINE)).containsExactly(0, 1, 0);
        assertThat(at(1.5, new NearestNeighbours(1, Vote.UNIFORM), LINE)).containsExactly(0.5, 0.5, 0);
        assertThat(at(1.5, new NearestNeighbours(1, Vote.UNIFORM), LINE.weighted(new double[] {1, 3, 1, 1, 1})))
                .containsExactly(0.75, 0.25, 0);
    }

    @Test
    void a_weight_takes_as_many_places() {
        // of three places at 0 the row there takes two, the next one takes one
        TrainingSet heavy = LINE.weighted(new double[] {2, 0.5, 1, 1, 1});
        assertThat(at(0, new NearestNeighbours(3, Vote.UNIFORM), heavy))
                .containsExactly(new double[] {2.5 / 3, 0.5 / 3, 0}, within(1e-15));
        TrainingSet light = LINE.weighted(new double[] {0.25, 0.25, 0.25, 0.25, 0.25});
        assertThat(at(0, new NearestNeighbours(1, Vote.UNIFORM), light)).containsExactly(0.5, 0.5, 0);
    }

    @Test
    void rules_are_sentences() {
        assertThatThrownBy(() -> new NearestNeighbours(0, Vote.UNIFORM)).hasMessage("The k (0) must be at least 1.");
        assertThatThrownBy(() -> new AdaBoost(new NearestNeighbours(), 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The learner (k-nearest-neighbours) cannot be boosted: boosting changes the weights of the rows, and it learns nothing from them, since they only multiply votes. Maybe (decision-tree{max-depth: 1}), or (bagging) of it.");
        assertThatThrownBy(() -> new AdaBoost(new Bagging(new NearestNeighbours(), 5, 1, 1, true, false), 5, 1))
                .hasMessageContaining("cannot be boosted");
    }
}
