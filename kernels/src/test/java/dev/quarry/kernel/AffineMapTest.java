package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AffineMapTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 7, 3", "64, 784, 33", "9, 1000, 16"})
    void each_number_is_one_chain_in_order(int n, int inputs, int outputs) {
        float[] rows = Awkward.gauss(1, n * inputs);
        float[] weights = Awkward.gauss(2, outputs * inputs);
        float[] offsets = Awkward.gauss(3, outputs);
        float[] expected = new float[n * outputs];
        for (int r = 0; r < n; r++) {
            for (int o = 0; o < outputs; o++) {
                float sum = 0;
                for (int l = 0; l < inputs; l++) {
                    sum = Math.fma(rows[r * inputs + l], weights[o * inputs + l], sum);
                }
                expected[r * outputs + o] = sum + offsets[o];
            }
        }
        assertThat(new AffineMap(weights, offsets).of(rows)).containsExactly(expected);
    }

    @Test
    void a_row_alone_has_the_bits_it_has_among_others() {
        float[] rows = Awkward.gauss(4, 13 * 100);
        AffineMap map = new AffineMap(Awkward.gauss(5, 21 * 100), Awkward.gauss(6, 21));
        float[] together = map.of(rows);
        for (int r = 0; r < 13; r++) {
            assertThat(map.of(Arrays.copyOfRange(rows, r * 100, r * 100 + 100)))
                    .containsExactly(Arrays.copyOfRange(together, r * 21, r * 21 + 21));
        }
    }

    @Test
    void weights_that_do_not_fit_are_refused() {
        assertThatThrownBy(() -> new AffineMap(new float[7], new float[2])).hasMessageContaining("(7)", "(2)");
    }
}
