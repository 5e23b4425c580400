package dev.quarry.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Last layers, histories, gradients: what they give, what is refused, how they are cut. */
class EvidenceOfTrainingTest {

    private static final Items TWO = Items.named(List.of("cat.jpg", "dog.jpg"));
    private static final DoubleMatrix FAIR = DoubleMatrix.of(new double[] {0.5, 0.5}, new double[] {0.25, 0.75});
    private static final Matrix NONE = FloatMatrix.of();
    private static final DoubleMatrix HISTORY =
            DoubleMatrix.of(new double[] {0.5, 0.5, 0.75, 0.25, 0.25, 0.75}, new double[] {1, 0, 0, 1, 0.125, 0.875});
    private static final DoubleMatrix PAST = DoubleMatrix.of(new double[] {1, 0, 1, 0, 1, 0});

    /** Gives the logit 0 and x + ln 3 / 2. */
    private static final Head HEAD = new Head(
            DoubleMatrix.of(new double[] {0}, new double[] {1}), DoubleMatrix.of(new double[] {0, Math.log(3) / 2}));

    private static final DoubleMatrix H =
            DoubleMatrix.of(new double[] {-Math.log(3) / 2}, new double[] {Math.log(3) / 2});

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }

    private static TrainingHistory history() {
        return TrainingHistory.of(TWO, HISTORY, 3, PAST, new int[] {1});
    }

    @Test
    void the_last_moment_of_a_history_is_the_prediction() {
        TrainingHistory history = history();
        assertThat(history.classes()).isEqualTo(2);
        assertThat(history.probabilities())
                .isEqualTo(DoubleMatrix.of(new double[] {0.25, 0.75}, new double[] {0.125, 0.875}))
                .isSameAs(history.probabilities());
        history.labels()[0] = 7;
        assertThat(history.labels()).containsExactly(1);
    }

    @Test
    void the_last_moments_of_a_history_are_a_committee() {
        SampledProbabilities two = history().snapshots(2);
        assertThat(two.members()).isEqualTo(2);
        assertThat(two.samples())
                .isEqualTo(DoubleMatrix.of(new double[] {0.75, 0.25, 0.25, 0.75}, new double[] {0, 1, 0.125, 0.875}));
        assertThat(history().snapshots(3).samples()).isSameAs(HISTORY);
        refused(() -> history().snapshots(4)).hasMessageContaining("The snapshots (4) must be from 1 to (3)");
    }

    @Test
    void float32_moments_stay_float32() {
        TrainingHistory narrow = TrainingHistory.of(TWO, HISTORY.toFloat(), 3, NONE, new int[0]);
        assertThat(narrow.probabilities()).isEqualTo(history().probabilities().toFloat());
    }

    @Test
    void a_broken_history_is_refused() {
        refused(() -> TrainingHistory.of(TWO, FAIR, 1, NONE, new int[0])).hasMessageContaining("has (1) moments");
        refused(() -> TrainingHistory.of(TWO, HISTORY, 4, NONE, new int[0]))
                .hasMessageContaining("(6) columns, which (4) moments cannot share");
        refused(() -> TrainingHistory.of(Items.range(3), HISTORY, 3, NONE, new int[0]))
                .hasMessageContaining("(2) rows but there are (3) candidates");
        refused(() -> TrainingHistory.of(TWO, HISTORY, 3, PAST, new int[0]))
                .hasMessageContaining("(1) rows but there are (0) labels");
        refused(() -> TrainingHistory.of(TWO, HISTORY, 3, PAST, new int[] {2}))
                .hasMessageContaining("The label (2) of labelled row (0) is not one of (2) classes");
        refused(() -> TrainingHistory.of(TWO, HISTORY, 3, FAIR, new int[] {0, 0}))
                .hasMessageContaining("has (2) columns but that of the candidates (6)");
        DoubleMatrix logits = DoubleMatrix.of(new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 3, -2});
        refused(() -> TrainingHistory.of(TWO, logits, 2, NONE, new int[0]))
                .hasMessageContainingAll("(3.0)", "item (dog.jpg)");
    }

    @Test
    void a_last_layer_stands_beside_what_it_made() {
        Matrix p = HEAD.probabilities(H); // logits 0 and 0, 0 and ln 3
        assertThat(p.get(0, 0)).isCloseTo(0.5, within(1e-12));
        assertThat(p.get(1, 1)).isCloseTo(0.75, within(1e-12));
        HeadedPredictions evidence = HeadedPredictions.of(TWO, FAIR, H, NONE, HEAD);
        assertThat(evidence.head()).isSameAs(HEAD);
        assertThat(evidence.embeddings()).isSameAs(H);
        assertThat(evidence.probabilities()).isSameAs(FAIR);
    }

    @Test
    void a_last_layer_of_another_model_is_refused_by_item_and_value() {
        DoubleMatrix other = DoubleMatrix.of(new double[] {0.5, 0.5}, new double[] {0.75, 0.25});
        refused(() -> HeadedPredictions.of(TWO, other, H, NONE, HEAD))
                .hasMessageContainingAll("class (0) of item (dog.jpg)", "(0.75) was given", "Maybe it belongs");
        refused(() -> HeadedPredictions.of(TWO, FAIR, FAIR, NONE, HEAD))
                .hasMessageContaining("(2) dimensions but the last layer takes (1)");
        DoubleMatrix three = DoubleMatrix.of(new double[] {0.5, 0.5, 0}, new double[] {0.25, 0.75, 0});
        refused(() -> HeadedPredictions.of(TWO, three, H, NONE, HEAD))
                .hasMessageContaining("has (2) classes but the probabilities have (3)");
    }

    @Test
    void lengths_by_the_last_layer_are_those_of_the_outer_product_and_the_bias() {
        DoubleMatrix h = DoubleMatrix.of(new double[] {1, -2, 0.5}, new double[] {0, 3, 1});
        GradientNorms evidence = GradientNorms.lastLayer(LatentPredictions.of(TWO, FAIR, h, NONE));
        for (int i = 0; i < 2; i++) {
            for (int c = 0; c < 2; c++) {
                double squared = 0;
                for (int k = 0; k < 2; k++) {
                    double error = FAIR.get(i, k) - (k == c ? 1 : 0);
                    squared += error * error; // the bias
                    for (int j = 0; j < 3; j++) {
                        squared += error * h.get(i, j) * error * h.get(i, j);
                    }
                }
                assertThat(evidence.norms().get(i, c)).isCloseTo(Math.sqrt(squared), within(1e-14));
            }
        }
        assertThat(evidence.layers()).isEqualTo(Layers.LAST);
    }

    @Test
    void what_is_no_length_is_refused_by_item_class_and_value() {
        DoubleMatrix negative = DoubleMatrix.of(new double[] {1, 2}, new double[] {1, -0.5});
        refused(() -> GradientNorms.of(TWO, FAIR, negative, Layers.ALL))
                .hasMessageContaining("The gradient norm (-0.5) of class (1) for item (dog.jpg)");
        refused(() -> GradientNorms.of(TWO, FAIR, HISTORY, Layers.ALL))
                .hasMessageContaining("(6) columns but the probabilities (2) classes");
    }

    @Test
    void an_input_gradient_that_is_not_finite_is_refused_by_item_and_value() {
        DoubleMatrix broken = DoubleMatrix.of(new double[] {1, 2}, new double[] {Double.NaN, 2});
        refused(() -> InputGradients.of(TWO, FAIR, broken))
                .hasMessage("The input gradient of item (dog.jpg) has the value (NaN) in dimension (0).");
        DoubleMatrix one = DoubleMatrix.of(new double[] {1}, new double[] {1});
        refused(() -> InputGradients.of(TWO, one, FAIR)).hasMessageContaining("a boundary lies between two");
    }

    @Test
    void every_kind_is_cut_in_the_given_order() {
        int[] rows = {1, 0};
        TrainingHistory history = Slices.of(history(), TrainingHistory.class, rows);
        assertThat(history.items()).isEqualTo(TWO.select(rows));
        assertThat(history.history()).isEqualTo(HISTORY.select(rows));
        assertThat(history.labelledHistory()).isEqualTo(PAST);
        assertThat(history.labels()).containsExactly(1);
        HeadedPredictions headed =
                Slices.of(HeadedPredictions.of(TWO, FAIR, H, NONE, HEAD), HeadedPredictions.class, rows);
        assertThat(headed.embeddings()).isEqualTo(H.select(rows));
        assertThat(headed.head()).isSameAs(HEAD);
        GradientNorms norms = Slices.of(GradientNorms.of(TWO, FAIR, FAIR, Layers.ALL), GradientNorms.class, rows);
        assertThat(norms.norms()).isEqualTo(FAIR.select(rows));
        assertThat(norms.probabilities()).isEqualTo(FAIR.select(rows));
        assertThat(norms.layers()).isEqualTo(Layers.ALL);
        InputGradients gradients = Slices.of(InputGradients.of(TWO, FAIR, H), InputGradients.class, rows);
        assertThat(gradients.gradients()).isEqualTo(H.select(rows));
    }

    @Test
    void a_candidate_that_was_taken_leaves_and_its_label_stays_unknown() {
        TrainingHistory history = Slices.labelling(history(), TrainingHistory.class, new int[] {0});
        assertThat(history.history()).isEqualTo(HISTORY.select(new int[] {1}));
        assertThat(history.labelledHistory()).isEqualTo(PAST);
        HeadedPredictions headed = Slices.labelling(
                HeadedPredictions.of(TWO, FAIR, H, NONE, HEAD), HeadedPredictions.class, new int[] {0});
        assertThat(headed.labelled()).isEqualTo(H.select(new int[] {0}));
    }

    @Test
    void embeddings_that_nobody_asks_for_are_never_computed_and_those_asked_for_once() {
        AtomicInteger computed = new AtomicInteger();
        LatentPredictions evidence = LatentPredictions.of(TWO, FAIR, () -> {
            computed.incrementAndGet();
            return Embeddings.of(TWO, H, NONE);
        });
        int[] rows = {1};
        LatentPredictions cut = Slices.of(evidence, LatentPredictions.class, rows);
        rows[0] = 0; // the caller's own again
        assertThat(cut.probabilities()).isEqualTo(FAIR.select(new int[] {1}));
        assertThat(computed).hasValue(0);
        assertThat(cut.embeddings()).isEqualTo(H.select(new int[] {1}));
        assertThat(evidence.embeddings()).isSameAs(H);
        assertThat(evidence.labelled().rows()).isZero();
        assertThat(computed).hasValue(1);
    }

    @Test
    void embeddings_of_other_candidates_are_refused_when_they_are_asked_for() {
        LatentPredictions evidence =
                LatentPredictions.of(TWO, FAIR, () -> Embeddings.of(Items.range(1), H.select(new int[1]), NONE));
        refused(evidence::embeddings).hasMessageContaining("(1) rows but there are (2) candidates");
    }
}
