package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each score on numbers that can be done by hand. */
class ScoresByHandTest {

    private static final double LN2 = Math.log(2);
    private static final double LN3 = Math.log(3);

    private static final Items ITEMS = Items.named(List.of("sure", "torn", "vague"));

    private static final Probabilities ONE = Probabilities.of(
            ITEMS,
            DoubleMatrix.of(new double[] {0.8, 0.2, 0}, new double[] {0, 0.5, 0.5}, new double[] {0.4, 0.2, 0.4}));

    /**
     * Three members: two say the first class and one the second, without a doubt; all doubt alike between two classes;
     * each leans another way.
     */
    private static final SampledProbabilities THREE = SampledProbabilities.of(
            ITEMS,
            DoubleMatrix.of(
                    new double[] {1, 0, 0, 1, 0, 0, 0, 1, 0},
                    new double[] {0, 0.5, 0.5, 0, 0.5, 0.5, 0, 0.5, 0.5},
                    new double[] {0.5, 0.25, 0.25, 0.25, 0.5, 0.25, 0.25, 0.25, 0.5}),
            3,
            true);

    private static final double MIXED = 1.5 * LN2; // the entropy of (1/2, 1/4, 1/4)

    private static void assertScores(Score<? super Probabilities> score, double... wanted) {
        assertThat(score.score(ONE)).containsExactly(wanted, within(1e-15));
    }

    private static void assertSampled(Score<? super SampledProbabilities> score, double... wanted) {
        assertThat(score.score(THREE)).containsExactly(wanted, within(1e-15));
    }

    private static double h(double... p) {
        double sum = 0;
        for (double one : p) {
            sum -= one * Math.log(one);
        }
        return sum;
    }

    @Test
    void least_confidence() {
        assertScores(new LeastConfidence(), 0.2, 0.5, 0.6);
    }

    @Test
    void margin() {
        assertScores(new Margin(), -0.6, 0, 0);
    }

    @Test
    void ratio() {
        assertScores(new Ratio(), 0.25, 1, 1);
    }

    @Test
    void entropy() {
        assertScores(new Entropy(), h(0.8, 0.2), LN2, h(0.4, 0.2, 0.4));
    }

    @Test
    void what_needs_one_distribution_takes_the_mean_of_several() {
        assertSampled(new Entropy(), LN3 - LN2 * 2 / 3, LN2, LN3);
        assertSampled(new LeastConfidence(), 1 / 3.0, 0.5, 2 / 3.0);
        assertSampled(new Margin(), -1 / 3.0, 0, 0);
    }

    @Test
    void consensus_entropy() {
        assertSampled(new ConsensusEntropy(), LN3 - LN2 * 2 / 3, LN2, LN3);
    }

    @Test
    void expected_entropy() {
        assertSampled(new ExpectedEntropy(), 0, LN2, MIXED);
    }

    @Test
    void bald() {
        assertSampled(new Bald(), LN3 - LN2 * 2 / 3, 0, LN3 - MIXED);
    }

    @Test
    void kl_mean() {
        assertSampled(new KlMean(), LN3 - LN2 * 2 / 3, 0, LN3 - MIXED);
    }

    @Test
    void kl_max() {
        assertSampled(new KlMax(), LN3, 0, LN3 - MIXED);
    }

    @Test
    void mean_std() {
        // first: two classes vary by √(2/9); third: every class is (1/2, 1/4, 1/4) over the members, deviation √(1/72)
        assertSampled(new MeanStd(), 2 * Math.sqrt(2) / 9, 0, Math.sqrt(1 / 72.0));
    }

    @Test
    void committee_variance() {
        assertSampled(new CommitteeVariance(), 4 / 9.0, 0, 3 / 72.0);
    }

    @Test
    void variation_ratio() {
        assertSampled(new VariationRatio(), 1 / 3.0, 0, 2 / 3.0);
    }

    @Test
    void vote_entropy() {
        assertSampled(new VoteEntropy(), LN3 - LN2 * 2 / 3, 0, LN3);
    }

    @Test
    void the_best_come_first_each_with_its_score_and_the_reason() {
        assertThat(new LeastConfidence().select(ONE, 2, Randomness.seed(1)).picks())
                .containsExactly(
                        new Pick(Items.id("vague"), 0.6, "least-confidence"),
                        new Pick(Items.id("torn"), 0.5, "least-confidence"));
    }
}
