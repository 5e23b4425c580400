package dev.quarry.learn.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.bundle.State;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaggingTest {

    private static final Randomness RANDOM = Randomness.seed(3);
    private static final TrainingSet SET = Samples.clouds(100, 10, 3, 3, 2, 1);

    private static State member(Bagging learner, int k) {
        return learner.fit(SET, RANDOM).state().inner("members/" + k);
    }

    @Test
    void a_member_sees_its_share_of_the_columns() {
        Bagging some = new Bagging(new GaussianNaiveBayes(), 6, 1, 0.35, true, false);
        long different = IntStream.range(0, 6)
                .mapToObj(k -> Arrays.toString(member(some, k).whole("subspace")))
                .distinct()
                .count();
        assertThat(different).isGreaterThan(3);
        for (int k = 0; k < 6; k++) {
            assertThat(member(some, k).whole("subspace"))
                    .hasSize(3)
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
        Bagging repeated = new Bagging(new GaussianNaiveBayes(), 6, 1, 1, true, true);
        assertThat(IntStream.range(0, 6).mapToObj(k -> member(repeated, k).whole("subspace")))
                .allMatch(columns -> columns.length == 10)
                .anyMatch(columns -> IntStream.of(columns).distinct().count() < 10);
    }

    @Test
    void a_tree_looks_at_its_own_columns_alone() {
        Bagging trees = new Bagging(new DecisionTree(), 8, 1, 0.2, false, false);
        ForestModel model = (ForestModel) trees.fit(SET, RANDOM);
        for (Tree tree : model.trees()) {
            assertThat(IntStream.of(tree.column())
                            .filter(j -> j >= 0)
                            .distinct()
                            .count())
                    .isBetween(1L, 2L);
        }
    }

    @Test
    void a_member_sees_its_share_of_the_rows_with_or_without_repetition() {
        double[] pasted = weights(new Bagging(new NearestNeighbours(), 1, 0.3, 1, false, false));
        assertThat(pasted).hasSize(30).containsOnly(1);
        double[] drawn = weights(new Bagging(new NearestNeighbours(), 1, 0.5, 1, true, false));
        assertThat(Arrays.stream(drawn).sum()).isEqualTo(50);
        assertThat(drawn).contains(2);
    }

    private static double[] weights(Bagging learner) {
        return member(learner, 0).numbers("weights");
    }

    @Test
    void a_tree_and_its_bag_of_one_with_everything_are_the_same_model() {
        Model alone = new DecisionTree().fit(SET, RANDOM);
        Bagging bag = new Bagging(new DecisionTree(), 5, 1, 1, false, false);
        Matrix p = bag.fit(SET, RANDOM).probabilities(SET.features());
        assertThat(p).isEqualTo(alone.probabilities(SET.features()));
        assertThat(bag.stochastic()).isFalse();
        assertThat(bag.maxPasses()).isZero();
    }

    @Test
    void a_resample_always_has_two_classes() {
        TrainingSet rare = SET.select(
                IntStream.range(0, 100).filter(i -> SET.label(i) == 0 || i == 1).toArray());
        Bagging few = new Bagging(new LogisticRegression(), 30, 0.1, 1, true, false);
        assertThat(few.fit(rare, RANDOM).probabilities(SET.features()).get(1, 1))
                .isPositive();
    }

    @Test
    void rules_are_sentences() {
        assertThatThrownBy(() -> new Bagging(new DecisionTree(), 0, 1, 1, true, false))
                .hasMessage("The members (0) must be at least 1.");
        assertThatThrownBy(() -> new Bagging(new DecisionTree(), 1, 0, 1, true, false))
                .hasMessage("The max-samples (0.0) must be above 0 and at most 1.");
        assertThatThrownBy(() -> new Bagging(new DecisionTree(), 1, 1, 1.5, true, false))
                .hasMessage("The max-features (1.5) must be above 0 and at most 1.");
    }
}
