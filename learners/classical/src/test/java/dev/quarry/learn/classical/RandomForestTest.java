package dev.quarry.learn.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import dev.quarry.part.Parts;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomForestTest {

    private static final Randomness RANDOM = Randomness.seed(3);
    private static final TrainingSet NOISY = Samples.clouds(400, 16, 4, 4, 1.5, 1);
    private static final TrainingSet UNSEEN = Samples.clouds(1000, 16, 4, 4, 1.5, 2);

    private static RandomForest forest(String text) {
        return Parts.read(RandomForest.class, text);
    }

    private static double accuracy(ForestModel model, TrainingSet set) {
        Matrix p = model.probabilities(set.features());
        return IntStream.range(0, set.size())
                        .filter(i -> IntStream.range(0, 4).allMatch(c -> p.get(i, c) <= p.get(i, set.label(i))))
                        .count()
                / (double) set.size();
    }

    @Test
    void many_trees_are_better_than_one() {
        double one = accuracy(forest("random-forest{trees: 1}").fit(NOISY, RANDOM), UNSEEN);
        double many = accuracy(new RandomForest().fit(NOISY, RANDOM), UNSEEN);
        assertThat(many).isGreaterThan(one + 0.1);
    }

    @Test
    void clouds_that_do_not_touch_are_told_apart_without_an_error() {
        TrainingSet apart = Samples.clouds(200, 16, 4, 4, 20, 1);
        ForestModel model = new RandomForest().fit(apart, RANDOM);
        assertThat(accuracy(model, apart)).isEqualTo(1);
        assertThat(accuracy(model, Samples.clouds(1000, 16, 4, 4, 20, 2))).isEqualTo(1);
    }

    static Stream<String> otherParameters() {
        return Stream.of(
                "random-forest{trees: 99}",
                "random-forest{max-depth: 3}",
                "random-forest{min-samples-split: 30}",
                "random-forest{min-samples-leaf: 10}",
                "random-forest{max-features: all}",
                "random-forest{max-features: third}",
                "random-forest{criterion: entropy}",
                "random-forest{bootstrap: false}");
    }

    @ParameterizedTest
    @MethodSource("otherParameters")
    void every_parameter_changes_the_model_and_it_still_learns(String text) {
        ForestModel model = forest(text).fit(NOISY, RANDOM);
        assertThat(model.probabilities(UNSEEN.features()))
                .isNotEqualTo(new RandomForest().fit(NOISY, RANDOM).probabilities(UNSEEN.features()));
        assertThat(accuracy(model, UNSEEN)).isGreaterThan(0.6);
    }

    @Test
    void a_tree_does_not_depend_on_how_many_there_are() {
        ForestModel few = forest("random-forest{trees: 3}").fit(NOISY, RANDOM);
        ForestModel more = forest("random-forest{trees: 5}").fit(NOISY, RANDOM);
        double[] row = new double[16];
        for (int t = 0; t < 3; t++) {
            for (int i = 0; i < UNSEEN.size(); i++) {
                UNSEEN.features().copyRow(i, row);
                assertThat(more.trees().get(t).leafOf(row))
                        .isEqualTo(few.trees().get(t).leafOf(row));
            }
        }
    }

    @Test
    void without_bootstrap_and_with_all_columns_the_trees_are_the_same_tree() {
        ForestModel model = forest("random-forest{bootstrap: false, max-features: all, trees: 5}")
                .fit(NOISY, RANDOM);
        assertThat(accuracy(model, NOISY)).isEqualTo(1);
        assertThat(model.trees().stream().map(Tree::rootCut).distinct()).hasSize(1);
    }

    @Test
    void a_bootstrap_leaves_out_about_a_third_of_the_rows() {
        // only the tree that saw a row may know a label that contradicts all the others
        TrainingSet set = Samples.clouds(200, 2, 2, 2, 50, 1);
        int[] labels = IntStream.range(0, 200).map(set::label).toArray();
        labels[0] = 1 - labels[0];
        ForestModel model = forest("random-forest{trees: 1000, max-features: all}")
                .fit(TrainingSet.of(set.features(), labels, 2), RANDOM);
        double p = model.probabilities(set.features().select(new int[] {0})).get(0, labels[0]);
        assertThat(p).isCloseTo(1 - Math.exp(-1), within(0.06));
    }

    @Test
    void a_heavy_row_weighs_in_the_leaves() {
        TrainingSet equal = Samples.of(new double[][] {{1}, {1}}, 0, 1).weighted(new double[] {3, 1});
        ForestModel model = forest("random-forest{bootstrap: false, trees: 2}").fit(equal, RANDOM);
        assertThat(model.probabilities(equal.features()).values()).containsExactly(0.75, 0.25, 0.75, 0.25);
    }

    @Test
    void rules_are_sentences() {
        assertThat(new RandomForest())
                .isEqualTo(
                        new RandomForest(100, 0, 2, 1, 0, MaxFeatures.SQRT, Criterion.GINI, true, ClassWeights.NONE));
        assertThatThrownBy(() -> forest("random-forest{trees: 0}"))
                .hasMessage("random-forest: The trees (0) must be at least 1.");
        assertThatThrownBy(() -> forest("random-forest{max-depth: -1}"))
                .hasMessage("random-forest: The max-depth (-1) must be at least 0.");
        assertThatThrownBy(() -> forest("random-forest{min-samples-split: 1}"))
                .hasMessage("random-forest: The min-samples-split (1) must be at least 2.");
        assertThatThrownBy(() -> forest("random-forest{min-samples-leaf: 0}"))
                .hasMessage("random-forest: The min-samples-leaf (0) must be at least 1.");
        assertThatThrownBy(() -> forest("random-forest{criterion: gin}")).hasMessageContaining("(gini)");
    }
}
