package dev.quarry.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.ChiSquare;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.LeastConfidence;
import dev.quarry.acquire.Margin;
import dev.quarry.acquire.Pick;
import dev.quarry.acquire.Score;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Deterministic;
import dev.quarry.strategy.Diversity;
import dev.quarry.strategy.Strategy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorsTest {

    /** Least confidences .1, .2 and .4. */
    private static final Probabilities THREE = leastConfidences(0.1, 0.2, 0.4);

    private static Probabilities leastConfidences(double... wanted) {
        return Probabilities.of(
                Items.range(wanted.length),
                DoubleMatrix.of(Arrays.stream(wanted)
                        .mapToObj(u -> new double[] {1 - u, u})
                        .toArray(double[][]::new)));
    }

    private static <E extends Evidence> String order(Acquisition<E> acquisition, E evidence, int budget, int seed) {
        return Arrays.toString(
                acquisition.select(evidence, budget, Randomness.seed(seed)).ids());
    }

    /** The probability of every order in which items of these weights are drawn one after the other. */
    private static Map<String, Double> orders(double... weights) {
        Map<String, Double> orders = new HashMap<>();
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                if (a != b) {
                    int c = 3 - a - b;
                    double first = weights[a] / (weights[a] + weights[b] + weights[c]);
                    double second = weights[b] / (weights[b] + weights[c]);
                    orders.put(List.of(a, b, c).toString(), first * second);
                }
            }
        }
        return orders;
    }

    private static void assertDrawnBy(Acquisition<Probabilities> acquisition, double... weights) {
        ChiSquare.assertDistributed(30_000, seed -> order(acquisition, THREE, 3, seed), orders(weights));
        ChiSquare.assertDistributed(
                30_000,
                seed -> order(acquisition, THREE, 1, seed),
                Map.of("[0]", share(weights, 0), "[1]", share(weights, 1), "[2]", share(weights, 2)));
    }

    private static double share(double[] weights, int i) {
        return weights[i] / Arrays.stream(weights).sum();
    }

    @Test
    void power_draws_proportionally_to_the_score() {
        assertDrawnBy(new Power<>(new LeastConfidence(), 1), 0.1, 0.2, 0.4);
    }

    @Test
    void power_draws_proportionally_to_a_power_of_the_score() {
        assertDrawnBy(new Power<>(new LeastConfidence(), 2), 1, 4, 16);
        assertDrawnBy(new Power<>(new LeastConfidence(), 0.5), 1, Math.sqrt(2), 2);
    }

    @Test
    void softmax_draws_proportionally_to_the_exponential_of_the_score() {
        assertDrawnBy(new Softmax<>(new LeastConfidence(), 5), Math.exp(0.5), Math.exp(1), Math.exp(2));
        // margins −.8, −.6, −.2
        assertDrawnBy(new Softmax<>(new Margin(), 2), Math.exp(-1.6), Math.exp(-1.2), Math.exp(-0.4));
    }

    @Test
    void soft_rank_draws_by_the_rank_alone() {
        assertDrawnBy(new SoftRank<>(new LeastConfidence(), 1), 1 / 3.0, 1 / 2.0, 1);
        assertDrawnBy(new SoftRank<>(new Margin(), 2), 1 / 9.0, 1 / 4.0, 1);
    }

    @Test
    void soft_rank_ranks_equal_scores_by_chance() {
        Probabilities alike = leastConfidences(0.3, 0.3, 0.3);
        ChiSquare.assertDistributed(
                20_000,
                seed -> order(new SoftRank<>(new LeastConfidence(), 3), alike, 1, seed),
                Map.of("[0]", 1 / 3.0, "[1]", 1 / 3.0, "[2]", 1 / 3.0));
    }

    @Test
    void a_score_of_zero_has_its_turn_when_no_positive_one_is_left_and_then_by_chance() {
        Probabilities some = leastConfidences(0, 0.001, 0, 0.4, 0);
        Power<Probabilities> power = new Power<>(new LeastConfidence(), 1);
        Map<String, Integer> third = new HashMap<>();
        for (int seed = 0; seed < 300; seed++) {
            long[] ids = power.select(some, 3, Randomness.seed(seed)).ids();
            assertThat(List.of(ids[0], ids[1])).containsExactlyInAnyOrder(1L, 3L);
            third.merge(Long.toString(ids[2]), 1, Integer::sum);
        }
        assertThat(third.keySet()).containsExactlyInAnyOrder("0", "2", "4");
        assertThat(third.values()).allSatisfy(count -> assertThat(count).isBetween(60, 140));
    }

    @Test
    void power_refuses_a_negative_score_with_item_and_value() {
        assertThatThrownBy(() -> new Power<>(new Margin(), 1).select(THREE, 1, Randomness.seed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The score (-0.8) of item (0) is negative, so (margin) has no power to take. Maybe use softmax or soft-rank.");
    }

    @Test
    void a_great_beta_is_top_k_and_a_small_one_is_uniform() {
        long[] top = new Top<>(new LeastConfidence())
                .select(THREE, 3, Randomness.seed(1))
                .ids();
        assertThat(top).containsExactly(2, 1, 0);
        for (int seed = 0; seed < 50; seed++) {
            Randomness random = Randomness.seed(seed);
            assertThat(new Power<>(new LeastConfidence(), 1e6)
                            .select(THREE, 3, random)
                            .ids())
                    .isEqualTo(top);
            assertThat(new Softmax<>(new LeastConfidence(), 1e6)
                            .select(THREE, 3, random)
                            .ids())
                    .isEqualTo(top);
            assertThat(new SoftRank<>(new LeastConfidence(), 1e6)
                            .select(THREE, 3, random)
                            .ids())
                    .isEqualTo(top);
        }
        assertDrawnBy(new Power<>(new LeastConfidence(), 1e-9), 1, 1, 1);
    }

    @Test
    void top_k_is_what_a_score_does_by_itself() {
        Score<Probabilities> score = new Entropy();
        assertThat(new Top<>(score).select(THREE, 2, Randomness.seed(4)).ids())
                .isEqualTo(score.select(THREE, 2, Randomness.seed(4)).ids());
    }

    @Test
    void a_pick_reports_the_score_without_the_random_part() {
        List<Pick> picks = new Power<>(new LeastConfidence(), 2)
                .select(THREE, 3, Randomness.seed(1))
                .picks();
        assertThat(picks).allSatisfy(pick -> {
            assertThat(pick.reason()).isEqualTo("power{score: least-confidence, beta: 2}");
            assertThat(pick.score()).isEqualTo(new LeastConfidence().score(THREE)[(int) pick.id()]);
        });
    }

    @Test
    void a_larger_batch_begins_with_the_smaller_one() {
        Probabilities many = leastConfidences(
                IntStream.range(0, 100).mapToDouble(i -> (i % 10) / 20.0).toArray());
        for (Acquisition<Probabilities> selector : List.<Acquisition<Probabilities>>of(
                new Power<>(new LeastConfidence(), 1),
                new Softmax<>(new LeastConfidence(), 3),
                new SoftRank<>(new LeastConfidence(), 1))) {
            List<Pick> all = selector.select(many, 100, Randomness.seed(9)).picks();
            assertThat(selector.select(many, 20, Randomness.seed(9)).picks()).isEqualTo(all.subList(0, 20));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void a_beta_that_is_not_positive_and_finite_is_refused(double beta) {
        assertThatThrownBy(() -> new Power<>(new Entropy(), beta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The beta (%s) must be positive and finite.", beta);
        assertThatThrownBy(() -> new Softmax<>(new Entropy(), beta)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SoftRank<>(new Entropy(), beta)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_selector_needs_what_its_score_needs() {
        assertThat(Parts.read(Acquisition.class, "power").needs()).isEqualTo(Probabilities.class);
        assertThat(Parts.read(Acquisition.class, "power{score: bald}").needs()).isEqualTo(SampledProbabilities.class);
        assertThat(Parts.read(Acquisition.class, "top-k{score: bald}").needs()).isEqualTo(SampledProbabilities.class);
    }

    @Test
    void a_selector_in_a_file_is_checked_like_its_score() {
        assertThat(Parts.read(Strategy.class, "deterministic{acquisition: softmax{score: margin, beta: 3}}"))
                .isEqualTo(new Deterministic(new Softmax<>(new Margin(), 3)));
        assertThatThrownBy(() -> Parts.read(Strategy.class, "deterministic{acquisition: power{score: bald}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "(power{score: bald}) does not fit (deterministic.acquisition): it needs sampled-probabilities, and there it would get taught-predictions.",
                        "(ensemble{acquisition: power{score: bald}})",
                        "(monte-carlo{acquisition: power{score: bald}})");
        assertThatThrownBy(() -> Parts.read(Strategy.class, "diversity{acquisition: soft-rank}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(deterministic{acquisition: soft-rank})");
    }

    @Test
    void a_default_score_that_meets_the_wrong_evidence_says_so() {
        Acquisition<? super Embeddings> hidden = new Power<Embeddings>();
        Embeddings places = Embeddings.of(Items.range(1), DoubleMatrix.of(new double[] {1}), DoubleMatrix.of());
        assertThatThrownBy(() -> hidden.select(places, 1, Randomness.seed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The score (entropy) needs probabilities, which this evidence is not.");
        assertThat(new Diversity(hidden).acquisition().needs()).isEqualTo(Probabilities.class);
    }

    @Test
    void a_selector_takes_evidence_that_has_more_than_its_score_needs() {
        LatentPredictions latent = LatentPredictions.of(
                Items.range(3),
                THREE.probabilities(),
                DoubleMatrix.of(new double[] {1}, new double[] {2}, new double[] {3}),
                DoubleMatrix.of());
        Acquisition<? super LatentPredictions> power = new Power<>(new LeastConfidence(), 1);
        assertThat(power.select(latent, 3, Randomness.seed(2)).ids())
                .isEqualTo(new Power<>(new LeastConfidence(), 1)
                        .select(THREE, 3, Randomness.seed(2))
                        .ids());
    }
}
