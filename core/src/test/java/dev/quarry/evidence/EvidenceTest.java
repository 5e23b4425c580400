package dev.quarry.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EvidenceTest {

    private static final Items TWO = Items.named(List.of("cat.jpg", "dog.jpg"));
    private static final DoubleMatrix FAIR = DoubleMatrix.of(new double[] {0.5, 0.5}, new double[] {0.25, 0.75});
    private static final Matrix NONE = FloatMatrix.of();

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void evidence_gives_back_what_it_was_made_of() {
        LatentPredictions latent = LatentPredictions.of(TWO, FAIR, FAIR, NONE);
        assertThat(latent.size()).isEqualTo(2);
        assertThat(latent.items()).isEqualTo(TWO);
        assertThat(latent.probabilities()).isSameAs(FAIR);
        assertThat(latent.embeddings()).isSameAs(FAIR);
        assertThat(latent.labelled().rows()).isZero();
    }

    @Test
    void samples_have_a_mean_that_is_computed_once() {
        SampledProbabilities samples = SampledProbabilities.of(
                TWO, DoubleMatrix.of(new double[] {1, 0, 0, 1}, new double[] {0.5, 0.5, 1, 0}), 2, false);
        assertThat(samples.classes()).isEqualTo(2);
        assertThat(samples.members()).isEqualTo(2);
        assertThat(samples.joint()).isFalse();
        assertThat(samples.probabilities())
                .isEqualTo(DoubleMatrix.of(new double[] {0.5, 0.5}, new double[] {0.75, 0.25}))
                .isSameAs(samples.probabilities());
    }

    static Stream<Arguments> brokenRows() {
        return Stream.of(
                Arguments.of(
                        new double[] {2.5, -1.5},
                        "The probability (2.5) of class (0) for item (dog.jpg) is not in [0, 1]. Maybe the model returned logits."),
                Arguments.of(
                        new double[] {0.5, Double.NaN},
                        "The probability (NaN) of class (1) for item (dog.jpg) is not in [0, 1]. Maybe the model returned logits."),
                Arguments.of(
                        new double[] {Double.POSITIVE_INFINITY, 0},
                        "The probability (Infinity) of class (0) for item (dog.jpg) is not in [0, 1]. Maybe the model returned logits."),
                Arguments.of(
                        new double[] {1, -1e-50},
                        "The probability (-1.0E-50) of class (1) for item (dog.jpg) is not in [0, 1]. Maybe the model returned logits."),
                Arguments.of(
                        new double[] {0.5, 0.25},
                        "The probabilities of item (dog.jpg) sum to (0.75), not to 1. Maybe they need a softmax, or a class is missing."),
                Arguments.of(
                        new double[] {0, 0},
                        "The probabilities of item (dog.jpg) sum to (0.0), not to 1. Maybe they need a softmax, or a class is missing."));
    }

    @ParameterizedTest
    @MethodSource("brokenRows")
    void what_is_no_distribution_is_refused_by_item_and_value(double[] row, String message) {
        DoubleMatrix p = DoubleMatrix.of(new double[] {0.5, 0.5}, row);
        refused(() -> Probabilities.of(TWO, p)).hasMessage(message);
        refused(() -> LatentPredictions.of(TWO, p, FAIR, NONE)).hasMessage(message);
        DoubleMatrix second = DoubleMatrix.of(new double[] {1, 0, 0, 1}, new double[] {1, 0, row[0], row[1]});
        refused(() -> SampledProbabilities.of(TWO, second, 2, true)).hasMessage(message);
    }

    @Test
    void what_rounding_does_to_a_sum_is_no_error() {
        FloatMatrix p = FloatMatrix.of(new float[] {1.0000001f, 0}, new float[] {0.3333f, 0.6663f});
        assertThat(Probabilities.of(TWO, p).size()).isEqualTo(2);
        float[] tenthousand = new float[10_000];
        Arrays.fill(tenthousand, 1e-4f);
        assertThat(Probabilities.of(Items.range(1), FloatMatrix.of(tenthousand)).size())
                .isEqualTo(1);
    }

    @Test
    void as_many_rows_as_candidates_are_needed() {
        refused(() -> Probabilities.of(Items.range(3), FAIR))
                .hasMessage("The probabilities have (2) rows but there are (3) candidates.");
        refused(() -> SampledProbabilities.of(Items.range(3), FAIR, 1, true))
                .hasMessage("The samples have (2) rows but there are (3) candidates.");
        refused(() -> Embeddings.of(Items.range(3), FAIR, NONE))
                .hasMessage("The embeddings have (2) rows but there are (3) candidates.");
        refused(() -> LatentPredictions.of(TWO, FAIR, DoubleMatrix.of(new double[] {1}), NONE))
                .hasMessage("The embeddings have (1) rows but there are (2) candidates.");
    }

    @Test
    void members_must_share_the_columns() {
        refused(() -> SampledProbabilities.of(TWO, FAIR, 3, true))
                .hasMessage("The samples have (2) columns, which (3) members cannot share evenly.");
        refused(() -> SampledProbabilities.of(TWO, FAIR, 0, true))
                .hasMessage("The samples have (2) columns, which (0) members cannot share evenly.");
    }

    @Test
    void probabilities_without_classes_are_refused() {
        refused(() -> Probabilities.of(Items.range(1), DoubleMatrix.of(new double[0])))
                .hasMessage("The probabilities have no columns. Maybe the file holds another shape.");
    }

    @Test
    void a_place_that_is_not_finite_is_refused_by_item_dimension_and_value() {
        DoubleMatrix broken = DoubleMatrix.of(new double[] {1, 2}, new double[] {3, Double.NEGATIVE_INFINITY});
        refused(() -> Embeddings.of(TWO, broken, NONE))
                .hasMessage("The embedding of item (dog.jpg) has the value (-Infinity) in dimension (1).");
        refused(() -> LatentPredictions.of(TWO, FAIR, broken, NONE))
                .hasMessage("The embedding of item (dog.jpg) has the value (-Infinity) in dimension (1).");
        refused(() -> Embeddings.of(TWO, FAIR, broken))
                .hasMessage("The embedding of labelled row (1) has the value (-Infinity) in dimension (1).");
        refused(() -> Embeddings.of(TWO, FAIR.toFloat(), FloatMatrix.of(new float[] {Float.NaN, 0})))
                .hasMessage("The embedding of labelled row (0) has the value (NaN) in dimension (0).");
    }

    @Test
    void a_float64_place_may_be_larger_than_float32_can_say() {
        DoubleMatrix far = DoubleMatrix.of(new double[] {1e300, 0}, new double[] {-1e300, 0});
        assertThat(Embeddings.of(TWO, far, NONE).embeddings()).isSameAs(far);
    }

    @Test
    void labelled_places_must_have_the_dimensions_of_the_candidates() {
        refused(() -> Embeddings.of(TWO, FAIR, DoubleMatrix.of(new double[] {1, 2, 3})))
                .hasMessage("The labelled embeddings have (3) dimensions but the candidates have (2).");
    }

    @Test
    void labelled_places_take_the_precision_of_the_candidates() {
        Matrix labelled = DoubleMatrix.of(new double[] {0.1, 0.2});
        assertThat(Embeddings.of(TWO, FAIR.toFloat(), labelled).labelled()).isEqualTo(labelled.toFloat());
        assertThat(Embeddings.of(TWO, FAIR, labelled.toFloat()).labelled())
                .isEqualTo(labelled.toFloat().toDouble());
        assertThat(LatentPredictions.of(TWO, FAIR, FAIR.toFloat(), labelled).labelled())
                .isEqualTo(labelled.toFloat());
    }

    @Test
    void nobody_to_choose_from_is_no_error() {
        Items nobody = Items.range(0);
        DoubleMatrix empty = DoubleMatrix.of();
        assertThat(Probabilities.of(nobody, empty).size()).isZero();
        assertThat(SampledProbabilities.of(nobody, empty, 3, true).size()).isZero();
        assertThat(Embeddings.of(nobody, empty, FAIR).size()).isZero();
        assertThat(LatentPredictions.of(nobody, empty, empty, FAIR).size()).isZero();
    }
}
