package dev.quarry.learn.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdaBoostTest {

    private static final Randomness RANDOM = Randomness.seed(1);

    private static AdaBoost stumps(int members, double rate) {
        return new AdaBoost(DecisionTree.ofDepth(1), members, rate);
    }

    /** SAMME written down plainly, over stumps that the decision tree fits. */
    private static double[][] plain(TrainingSet set, int members, double rate, int classes) {
        double[] weights = set.weights();
        double total = Arrays.stream(weights).sum();
        double[][] votes = new double[set.size()][classes];
        for (int m = 0; m < members; m++) {
            Matrix p =
                    DecisionTree.ofDepth(1).fit(set.weighted(weights), RANDOM).probabilities(set.features());
            int[] said = IntStream.range(0, set.size())
                    .map(i -> IntStream.range(0, classes).reduce(0, (a, c) -> p.get(i, c) > p.get(i, a) ? c : a))
                    .toArray();
            double error = IntStream.range(0, said.length)
                            .filter(i -> said[i] != set.label(i))
                            .mapToDouble(i -> weights[i])
                            .sum()
                    / total;
            double vote = rate * (Math.log((1 - error) / error) + Math.log(classes - 1));
            double sum = 0;
            for (int i = 0; i < said.length; i++) {
                votes[i][said[i]] += vote;
                weights[i] *= said[i] != set.label(i) ? Math.exp(vote) : 1;
                sum += weights[i];
            }
            for (int i = 0; i < said.length; i++) {
                weights[i] *= total / sum;
            }
        }
        return votes;
    }

    @Test
    void the_votes_are_those_of_the_paper() {
        TrainingSet set = Samples.clouds(120, 5, 3, 3, 1.2, 4);
        for (double rate : new double[] {1, 0.5}) {
            double[][] votes = plain(set, 8, rate, 3);
            Matrix p = stumps(8, rate).fit(set, RANDOM).probabilities(set.features());
            for (int i = 0; i < set.size(); i++) {
                double sum = Arrays.stream(votes[i]).map(Math::exp).sum();
                for (int c = 0; c < 3; c++) {
                    assertThat(p.get(i, c)).isCloseTo(Math.exp(votes[i][c]) / sum, within(1e-9));
                }
            }
        }
    }

    @Test
    void one_stump_by_hand() {
        // x ≤ 2.5 is right about five of six rows: the error is 1/6, the vote log 5, the odds 5 to 1
        TrainingSet set = Samples.of(new double[][] {{1}, {2}, {3}, {4}, {5}, {6}}, 0, 0, 1, 1, 1, 0);
        Matrix p = stumps(1, 1).fit(set, RANDOM).probabilities(set.features());
        assertThat(p.get(0, 0)).isCloseTo(5 / 6.0, within(1e-12));
        assertThat(p.get(5, 1)).isCloseTo(5 / 6.0, within(1e-12));
    }

    @Test
    void stumps_together_learn_what_one_cannot() {
        TrainingSet middle =
                Samples.of(new double[][] {{1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}}, 0, 0, 0, 1, 1, 1, 0, 0, 0);
        assertThat(right(stumps(1, 1), middle)).isLessThan(9);
        assertThat(right(stumps(20, 1), middle)).isEqualTo(9);
    }

    private static long right(AdaBoost learner, TrainingSet set) {
        Matrix p = learner.fit(set, RANDOM).probabilities(set.features());
        return IntStream.range(0, set.size())
                .filter(i -> p.get(i, set.label(i)) > 0.5)
                .count();
    }

    @Test
    void it_ends_with_a_member_that_is_never_wrong_or_no_better_than_guessing() {
        TrainingSet apart = Samples.clouds(60, 2, 2, 2, 50, 1);
        Matrix one = stumps(1, 1).fit(apart, RANDOM).probabilities(apart.features());
        assertThat(stumps(50, 1).fit(apart, RANDOM).probabilities(apart.features()))
                .isEqualTo(one);
        // half a row of 61: the vote is log 121
        assertThat(one.get(0, 0)).isCloseTo(121.0 / 122, within(1e-12));
        TrainingSet nothing = Samples.of(new double[4][1], 0, 1, 0, 1);
        Matrix guess = stumps(50, 1).fit(nothing, RANDOM).probabilities(nothing.features());
        assertThat(guess.get(0, 0)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
    }

    @Test
    void rules_are_sentences() {
        assertThatThrownBy(() -> stumps(0, 1)).hasMessage("The members (0) must be at least 1.");
        assertThatThrownBy(() -> stumps(3, 0)).hasMessage("The learning-rate (0.0) must be above 0 and finite.");
    }
}
