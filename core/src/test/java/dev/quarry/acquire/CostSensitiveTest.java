package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.acquire.CostSensitive.Form;
import dev.quarry.evidence.Probabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.part.Parts;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostSensitiveTest {

    private static final Probabilities SOME = Probabilities.of(
            Items.range(3), DoubleMatrix.of(new double[] {0.5, 0.5}, new double[] {0.9, 0.1}, new double[] {0, 1}));

    /** To let an ill person go costs ten times as much as to keep a healthy one. */
    private static final List<List<Double>> ILL = List.of(List.of(0.0, 10.0), List.of(1.0, 0.0));

    @Test
    void it_is_what_the_best_decision_is_expected_to_cost() {
        // ill: 0.5·1 or 0.5·10; then 0.1·1 or 0.9·10; then 1 or 0
        assertThat(new CostSensitive(ILL, Form.EXPECTED_COST).score(SOME)).containsExactly(0.5, 0.1, 0);
        assertThat(new CostSensitive(ILL, Form.MARGIN).score(SOME))
                .containsExactly(new double[] {-4.5, -8.9, -1}, within(1e-15));
    }

    @Test
    void costs_move_the_most_wanted_answer_away_from_one_half() {
        Probabilities two =
                Probabilities.of(Items.range(2), DoubleMatrix.of(new double[] {0.5, 0.5}, new double[] {0.1, 0.9}));
        assertThat(new CostSensitive(ILL, Form.EXPECTED_COST).score(two)).containsExactly(0.5, 0.9);
    }

    @Test
    void where_each_mistake_costs_1_it_is_least_confidence_or_margin() {
        assertThat(new CostSensitive().score(SOME)).containsExactly(0.5, 0.1, 0);
        assertThat(new CostSensitive(List.of(), Form.MARGIN).score(SOME)).isEqualTo(new Margin().score(SOME));
        Probabilities one = Probabilities.of(Items.range(1), DoubleMatrix.of(new double[] {1}));
        assertThat(new CostSensitive(List.of(), Form.MARGIN).score(one)).containsExactly(0);
    }

    @Test
    void costs_are_written_as_rows_and_read_back() {
        CostSensitive costs = new CostSensitive(ILL, Form.MARGIN);
        assertThat(Parts.read(Acquisition.class, "cost-sensitive{costs: [[0, 10], [1, 0]], form: margin}"))
                .isEqualTo(costs);
        assertThat(Parts.<Acquisition<?>>read(kind(), Parts.describe(costs))).isEqualTo(costs);
    }

    @SuppressWarnings("unchecked")
    private static Class<Acquisition<?>> kind() {
        return (Class<Acquisition<?>>) (Class<?>) Acquisition.class;
    }

    @Test
    void costs_that_are_no_table_of_the_classes_are_refused() {
        assertThatThrownBy(() -> new CostSensitive(List.of(List.of(0.0, 1.0)), Form.MARGIN))
                .hasMessageContaining("(1) rows but one of them has (2)");
        assertThatThrownBy(() -> new CostSensitive(List.of(List.of(Double.NaN)), Form.MARGIN))
                .hasMessageContaining("cost (NaN)");
        List<List<Double>> three = List.of(List.of(0.0, 1.0, 1.0), List.of(1.0, 0.0, 1.0), List.of(1.0, 1.0, 0.0));
        assertThatThrownBy(() -> new CostSensitive(three, Form.MARGIN).score(SOME))
                .hasMessage("The costs are for (3) classes but there are (2).");
    }
}
