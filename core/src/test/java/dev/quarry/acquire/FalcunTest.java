package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Probabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FalcunTest {

    private static Probabilities of(double... first) {
        double[][] rows = new double[first.length][];
        for (int row = 0; row < first.length; row++) {
            rows[row] = new double[] {first[row], 1 - first[row]};
        }
        return Probabilities.of(Items.range(first.length), DoubleMatrix.of(rows));
    }

    @Test
    void the_second_draw_adds_what_is_unlike_the_first() {
        // uncertainties 0, 1, 0.5, 0; the first draw has twice that, so (with γ so large) item 1 is certain
        Selection picks = new Falcun(1000).select(of(1, 0.5, 0.25, 0), 4, Randomness.seed(1));
        assertThat(picks.ids()[0]).isEqualTo(1);
        assertThat(picks.picks().get(0).score()).isEqualTo(2);
        // distances to it 1, –, 0.5, 1, but no larger than the uncertainties they began with: 0, –, 0.5, 0, scaled 0,
        // –, 1, 0
        assertThat(picks.ids()[1]).isEqualTo(2);
        assertThat(picks.picks().get(1).score()).isCloseTo(1.5, within(1e-9));
        assertThat(picks.picks().get(2).score()).isZero();
    }

    @Test
    void draws_come_in_proportion_to_the_power_of_relevance() {
        // uncertainties 1, ½ and 0, scaled 1, ½ and 0: relevances 2, 1 and 0, to the power 2
        Probabilities evidence = of(0.5, 0.75, 1);
        Falcun falcun = new Falcun(2);
        ChiSquare.assertDistributed(
                2_000,
                seed -> "" + falcun.select(evidence, 1, Randomness.seed(seed)).ids()[0],
                Map.of("0", 0.8, "1", 0.2));
    }

    @Test
    void with_nothing_uncertain_or_with_power_0_the_draw_is_uniform() {
        for (Acquisition<Probabilities> draw : List.of(new Falcun(), new Falcun(0))) {
            Probabilities evidence = draw.equals(new Falcun()) ? of(1, 1, 1) : of(0.5, 0.9, 1);
            ChiSquare.assertDistributed(
                    2_000,
                    seed -> "" + draw.select(evidence, 1, Randomness.seed(seed)).ids()[0],
                    Map.of("0", 1 / 3.0, "1", 1 / 3.0, "2", 1 / 3.0));
        }
    }

    @Test
    void a_negative_power_is_refused() {
        assertThatThrownBy(() -> new Falcun(-1)).hasMessageContaining("gamma (-1.0)");
    }
}
