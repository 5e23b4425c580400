package dev.quarry.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 0.31731050786291415",
        "1.959963984540054, 0.05",
        "3, 0.0026997960632601866",
        "3.5, 0.00046525815807105017",
        "5, 5.733031437583867e-7",
        "8, 1.2441921148543568e-15"
    })
    void tails_of_the_normal_are_those_of_the_tables(double z, double expected) {
        assertThat(Normal.twoSided(z)).isCloseTo(expected, within(2e-12 * expected));
    }

    @Test
    void holm_multiplies_by_the_tests_that_are_left_and_never_falls() {
        assertThat(Holm.correct(List.of(0.01, 0.02, 0.03, 0.04))).containsExactly(0.04, 0.06, 0.06, 0.06);
        assertThat(Holm.correct(List.of(0.04, 0.01, 0.03))).containsExactly(0.06, 0.03, 0.06);
        assertThat(Holm.correct(List.of(0.6, 0.7))).containsExactly(1.0, 1.0);
        assertThat(Holm.correct(List.of(0.03))).containsExactly(0.03);
        assertThat(Holm.correct(List.of())).isEmpty();
    }

    @Test
    void a_test_without_p_does_not_count() {
        assertThat(Holm.correct(List.of(0.01, Double.NaN, 0.02))).containsExactly(0.02, Double.NaN, 0.02);
    }

    @Test
    void a_sample_has_the_spread_of_n_minus_one() {
        Sample sample = Sample.of(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0));
        assertThat(sample.mean()).isEqualTo(5);
        assertThat(sample.sd()).isCloseTo(Math.sqrt(32.0 / 7), within(1e-15));
        assertThat(sample.halfWidth(0.95)).isCloseTo(2.364624251592785 * sample.sd() / Math.sqrt(8), within(1e-9));
    }

    @Test
    void one_value_has_no_spread_and_no_value_no_mean() {
        assertThat(Sample.of(List.of(3.0)).mean()).isEqualTo(3);
        assertThat(Sample.of(List.of(3.0)).sd()).isNaN();
        assertThat(Sample.of(List.of(3.0)).halfWidth(0.95)).isNaN();
        assertThat(Sample.of(List.of()).mean()).isNaN();
    }
}
