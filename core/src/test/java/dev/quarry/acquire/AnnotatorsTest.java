package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.AnnotatorLabels;
import dev.quarry.evidence.AnnotatorLabels.Answer;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Labels by several annotators. */
class AnnotatorsTest {

    private static final int NOBODY = -1;
    private static final List<String> PEOPLE = List.of("ana", "ben", "eve");

    /** Items 0 to 5 were annotated by up to three people; 6 to 8 were not. */
    private static final int[][] SAID = {
        {0, 0, NOBODY}, {0, 1, NOBODY}, {1, 1, 1}, {2, NOBODY, NOBODY}, {NOBODY, 2, 1}, {0, NOBODY, 0}
    };

    private static final DoubleMatrix P = DoubleMatrix.of(
            new double[] {0.8, 0.1, 0.1},
            new double[] {0.4, 0.5, 0.1},
            new double[] {0.1, 0.8, 0.1},
            new double[] {0.2, 0.2, 0.6},
            new double[] {0.1, 0.5, 0.4},
            new double[] {0.34, 0.33, 0.33},
            new double[] {0.9, 0.05, 0.05},
            new double[] {0.34, 0.33, 0.33},
            new double[] {0.5, 0.45, 0.05});

    /** All rows of {@code p} are candidates, and the first ones have answers. */
    private static Annotations evidence(Matrix p, int[]... said) {
        int[] annotated = IntStream.range(0, said.length).toArray();
        List<Answer> answers = new ArrayList<>();
        for (int row : annotated) {
            for (int who = 0; who < said[row].length; who++) {
                if (said[row][who] != NOBODY) {
                    answers.add(new Answer(row, who, said[row][who]));
                }
            }
        }
        Items items = Items.range(p.rows());
        AnnotatorLabels labels = new AnnotatorLabels(items.select(annotated), PEOPLE, p.cols(), answers);
        return Annotations.of(items, p, labels, p.select(annotated));
    }

    /**
     * Majority by count; the tied second item by the model says 1. CROWDLAB by hand: five items have two answers or more, of
     * which the majority is 0, 1, 1, 1, 0.
     */
    @Test
    void a_tied_majority_is_broken_by_the_model() {
        assertThat(Majority.of(evidence(P, SAID))).containsExactly(0, 1, 1, 2, 1, 0);
    }

    /**
     * Pairs of answers about the same item: ana agrees in 4 of 5, ben in 3 of 5, eve in 3 of 4. With the consensus 0, 0, 1, 1, 0 of
     * the five shared items the baseline errs in 2 of 5, so the weights are 1 − 0.2 / 0.4, 0 and 1 − 0.25 / 0.4. The model errs
     * in 1 of 5: (1 − 0.2 / 0.4)·√(12 / 6).
     */
    @Test
    void annotators_weigh_by_agreement_with_others_and_the_model_by_the_consensus() {
        Crowd crowd = Crowd.of(evidence(P, SAID), 1);
        assertThat(crowd.consensus()).containsExactly(0, 0, 1, 2, 1, 0);
        assertThat(crowd.weights()).containsExactly(new double[] {0.5, 1e-6, 0.375}, within(1e-12));
        assertThat(crowd.modelWeight()).isCloseTo(Math.sqrt(2) / 2, within(1e-12));
    }

    /** P is 0.8: shares of the consensus 1, ½, 1, ½, 1. The third item: the model and all answers say 0.8. */
    @Test
    void a_consensus_is_as_good_as_the_model_and_the_answers_say_by_their_weights() {
        Crowd crowd = Crowd.of(evidence(P, SAID), 1);
        assertThat(crowd.quality(2)).isCloseTo(0.8, within(1e-12));
        double model = Math.sqrt(2) / 2;
        assertThat(crowd.quality(3)).isCloseTo((model * 0.6 + 0.5 * 0.8) / (model + 0.5), within(1e-12));
        // as cleanlab 2.9.0 says
        double[] published = {0.8, 0.56568504, 0.8, 0.68284271, 0.6039634, 0.59440761};
        for (int row = 0; row < published.length; row++) {
            assertThat(crowd.quality(row)).as("item %d", row).isCloseTo(published[row], within(1e-8));
        }
    }

    /** The numbers of cleanlab 2.9.0, which chose the temperature 5 for them; theirs is lower for what to label first. */
    @Test
    void first_labels_and_further_ones_have_one_score() {
        double[] published = {
            0.5351539207,
            0.5000387617,
            0.5881577719,
            0.5128286557,
            0.4811245933,
            0.551754819,
            0.4309844282,
            0.3342736062,
            0.3685854661
        };
        double[] scores = new ActiveLab(5).score(evidence(P, SAID));
        for (int row = 0; row < published.length; row++) {
            assertThat(1 - scores[row]).as("item %d", row).isCloseTo(published[row], within(1e-9));
        }
        assertThat(new ActiveLab(5)
                        .select(evidence(P, SAID), 4, Randomness.seed(1))
                        .ids())
                .containsExactly(7, 8, 6, 4);
    }

    /** The least cross entropy as SciPy 1.10 finds it. */
    @Test
    void the_temperature_has_the_least_cross_entropy_with_the_answers() {
        assertThat(Calibration.of(evidence(P, SAID), 0).temperature()).isCloseTo(0.29045, within(1e-4));
        assertThat(Calibration.of(evidence(P, SAID), 3).temperature()).isEqualTo(3);
        assertThat(Calibration.of(evidence(P, SAID), 0.5).of(new double[] {0.6, 0.3, 0.1}))
                .containsExactly(new double[] {0.36 / 0.46, 0.09 / 0.46, 0.01 / 0.46}, within(1e-12));
    }

    /** Weights of one: (1·0.6 + 1·0.6 + ⅓) / 3 for the annotated item, (0.5 + ⅓) / 2 for the other. */
    @Test
    void while_no_item_has_two_answers_all_weigh_alike_and_the_model_judges() {
        DoubleMatrix p = DoubleMatrix.of(new double[] {0.6, 0.2, 0.2}, new double[] {0.3, 0.5, 0.2});
        double[] scores = new ActiveLab().score(evidence(p, new int[][] {{0, NOBODY, NOBODY}}));
        assertThat(scores)
                .containsExactly(new double[] {1 - (1.2 + 1.0 / 3) / 3, 1 - (0.5 + 1.0 / 3) / 2}, within(1e-12));
        assertThat(new ActiveLab().score(evidence(p, new int[0][])))
                .containsExactly(new double[] {1 - (0.6 + 1.0 / 3) / 2, 1 - (0.5 + 1.0 / 3) / 2}, within(1e-12));
    }

    @Test
    void an_annotator_who_shares_nothing_is_as_good_as_the_average() {
        int[][] said = {{0, 0, NOBODY}, {1, 1, NOBODY}, {1, 0, NOBODY}, {NOBODY, NOBODY, 2}};
        double[] weights = Crowd.of(evidence(P, said), 1).weights();
        assertThat(weights[2]).isCloseTo((weights[0] + weights[1]) / 2, within(1e-12));
    }

    @Test
    void one_more_answer_that_agrees_makes_an_item_less_worth_asking_again() {
        int[][] more = SAID.clone();
        more[0] = new int[] {0, 0, 0};
        assertThat(new ActiveLab(1).score(evidence(P, more))[0])
                .isLessThan(new ActiveLab(1).score(evidence(P, SAID))[0]);
    }

    /**
     * The majority is 0, 1, 1, 2, 1, 0. Ana is right in 4 of her 5, so her rewards are 5 of 7: mean 5/7, variance
     * (5/7)(2/7)·7/6 = 5/21, t of 6 degrees 2.446912. Ben is right in 3 of 4: 4 of 6, and t of 5 is 2.570582. Eve is
     * right in 3 of 3: 4 of 5, and t of 4 is 2.776445.
     */
    @Test
    void the_interval_of_an_annotator_is_by_agreement_with_the_majority() {
        double[] upper = new IeThresh().upperEnds(evidence(P, SAID));
        double ana = 5.0 / 7 + 2.446912 * Math.sqrt(5.0 / 21 / 7);
        double ben = 4.0 / 6 + 2.570582 * Math.sqrt(4.0 / 6 * 2 / 6 * 6 / 5 / 6);
        double eve = 4.0 / 5 + 2.776445 * Math.sqrt(0.8 * 0.2 * 5 / 4 / 5);
        assertThat(upper).containsExactly(new double[] {ana, ben, eve}, within(1e-6));
    }

    @Test
    void those_who_may_be_nearly_as_good_as_the_best_are_asked_and_nobody_twice() {
        Annotations evidence = evidence(P, SAID); // upper ends 1.166, 1.208, 1.355
        IeThresh half = new IeThresh(0.88, 0.05);
        Selection selection = half.select(evidence, 9, Randomness.seed(0).withLowestIdTies());
        assertThat(selection.ids()).startsWith(5, 7); // both 0.34
        List<Assignment> whom = half.assign(evidence, selection);
        assertThat(whom).hasSize(9);
        assertThat(whom.get(0)).isEqualTo(new Assignment(5, List.of("ben"))); // ana and eve have answered
        assertThat(whom.get(1)).isEqualTo(new Assignment(7, List.of("eve", "ben")));
        assertThat(whom).contains(new Assignment(2, List.of("eve", "ben"))); // all three have
        assertThat(new IeThresh(0, 0.05).assign(evidence, selection))
                .contains(new Assignment(7, List.of("eve", "ben", "ana")));
        assertThat(new IeThresh(1, 0.05).assign(evidence, selection)).contains(new Assignment(7, List.of("eve")));
    }

    @Test
    void where_nobody_has_answered_there_is_nobody_to_name() {
        AnnotatorLabels none = new AnnotatorLabels(Items.range(0), List.of(), 3, List.of());
        Annotations evidence = Annotations.of(Items.range(9), P, none, DoubleMatrix.of());
        Selection selection = new IeThresh().select(evidence, 2, Randomness.seed(0));
        assertThat(new IeThresh().assign(evidence, selection))
                .allSatisfy(one -> assertThat(one.annotators()).isEmpty());
    }

    @Test
    void shares_and_temperatures_stay_in_their_ranges() {
        assertThatThrownBy(() -> new IeThresh(1.2, 0.05)).hasMessageContaining("The epsilon (1.2) must be in [0, 1]");
        assertThatThrownBy(() -> new IeThresh(0.5, 0)).hasMessageContaining("the alpha (0.0) in (0, 1)");
        assertThatThrownBy(() -> new ActiveLab(-1)).hasMessage("The temperature (-1.0) must be finite and at least 0.");
    }
}
