package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {

    @ParameterizedTest
    @CsvSource({
        "0.975, 1, 12.706204736174694",
        "0.975, 2, 4.302652729749462",
        "0.975, 9, 2.262157162798205",
        "0.975, 30, 2.042272456301238",
        "0.95, 4, 2.131846786326649",
        "0.995, 19, 2.860934606464979",
        "0.025, 9, -2.262157162798205"
    })
    void quantiles_of_t_are_those_of_the_tables(double p, int degrees, double expected) {
        assertThat(StudentT.quantile(p, degrees)).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }

    @Test
    void the_middle_of_t_is_zero() {
        assertThat(StudentT.quantile(0.5, 7)).isCloseTo(0, within(1e-12));
    }

    @Test
    void a_probability_outside_of_its_range_is_refused() {
        assertThatThrownBy(() -> StudentT.quantile(1, 3)).hasMessageContaining("The probability (1.0)");
        assertThatThrownBy(() -> StudentT.quantile(0.9, 0)).hasMessageContaining("degrees of freedom (0)");
    }
}
