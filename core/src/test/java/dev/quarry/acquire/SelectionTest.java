package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.Probabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What acquisitions share: selections, runs of rows, the check of scores, the evidence that a class declares. */
class SelectionTest {

    @Test
    void a_selection_keeps_its_order_and_its_own_copy() {
        List<Pick> picks = new ArrayList<>(List.of(new Pick(7, 0.5, "margin"), new Pick(3, 0.25, "margin")));
        Selection selection = new Selection(picks);
        picks.clear();
        assertThat(selection.ids()).containsExactly(7, 3);
        assertThat(selection.size()).isEqualTo(2);
        assertThat(selection.certificate()).isNull();
    }

    @Test
    void an_item_cannot_be_chosen_twice() {
        assertThatThrownBy(() -> new Selection(List.of(new Pick(7, 0.5, "a"), new Pick(7, 0.25, "b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The item (7) was chosen twice.");
    }

    @Test
    void rows_are_a_run() {
        assertThat(new Rows(3, 8).count()).isEqualTo(5);
        assertThat(new Rows(3, 3).count()).isZero();
        assertThatThrownBy(() -> new Rows(4, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The rows [4, 3) are not a run.");
        assertThatThrownBy(() -> new Rows(-1, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A score that is wrong about one item. */
    private record Broken(double value) implements Score<Probabilities> {
        @Override
        public void score(Probabilities evidence, Rows rows, double[] out) {
            for (int row = rows.from(); row < rows.to(); row++) {
                out[row - rows.from()] = row == 1 ? value : 0;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void a_score_that_is_not_finite_is_an_error_that_names_the_item(double value) {
        double[] sure = {1};
        Probabilities evidence = Probabilities.of(Items.named(List.of("a.png", "b.png")), DoubleMatrix.of(sure, sure));
        assertThatThrownBy(() -> new Broken(value).select(evidence, 1, Randomness.seed(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The score of item (b.png) by (Broken) is (%s). Maybe its evidence is broken.", value);
    }

    /** One step between a class and what it declares. */
    private interface OnPlaces extends Acquisition<Embeddings> {}

    private record Indirect() implements OnPlaces {
        @Override
        public Selection select(Embeddings evidence, int budget, Randomness random) {
            return new Selection(List.of());
        }
    }

    private static class Base implements Acquisition<Probabilities> {
        @Override
        public Selection select(Probabilities evidence, int budget, Randomness random) {
            return new Selection(List.of());
        }
    }

    private static final class Derived extends Base {}

    private record Silent<E extends Evidence>() implements Acquisition<E> {
        @Override
        public Selection select(E evidence, int budget, Randomness random) {
            return new Selection(List.of());
        }
    }

    @Test
    void the_evidence_that_an_acquisition_needs_is_read_from_its_declaration() {
        assertThat(new Margin().needs()).isEqualTo(Probabilities.class);
        assertThat(new KCenter().needs()).isEqualTo(Embeddings.class);
        assertThat(new Uniform().needs()).isEqualTo(Evidence.class);
        assertThat(new Indirect().needs()).isEqualTo(Embeddings.class);
        assertThat(new Derived().needs()).isEqualTo(Probabilities.class);
    }

    @Test
    void a_lambda_needs_what_the_compiler_has_checked() {
        Acquisition<Embeddings> lambda = (evidence, budget, random) -> new Selection(List.of());
        assertThat(lambda.needs()).isEqualTo(Evidence.class);
    }

    @Test
    void an_acquisition_that_does_not_say_what_it_needs_must() {
        assertThatThrownBy(() -> new Silent<Embeddings>().needs())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("does not say which evidence it needs", "Maybe override needs().");
    }
}
