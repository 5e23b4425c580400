package dev.quarry.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {

    /** Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81,263,0.2553,0.3662", "15,148,0.0624,0.1605", "0,20,0,0.1611", "1,29,0.0061,0.1718"})
    void the_interval_of_a_share_is_the_published_one(int hits, int n, double low, double high) {
        Interval interval = new Proportion(hits, n).interval(0.95);
        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
        assertThat(new Proportion(n - hits, n).interval(0.95).low()).isCloseTo(1 - high, within(5e-5));
    }

    /** Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10. */
    @ParameterizedTest
    @CsvSource({"56,70,48,80,0.0524,0.3339", "9,10,3,10,0.1705,0.8090"})
    void the_interval_of_a_difference_is_the_published_one(
            int hits, int n, int otherHits, int otherN, double low, double high) {
        Interval interval = new Proportion(hits, n).minus(new Proportion(otherHits, otherN), 0.95);
        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void nothing_is_known_where_nobody_looked() {
        assertThat(new Proportion(0, 0).interval(0.95)).isEqualTo(new Interval(0, 1));
        assertThat(new Proportion(0, 0).share()).isNaN();
        assertThatThrownBy(() -> new Proportion(1, 1).minus(new Proportion(0, 0), 0.95))
                .hasMessageContaining("cannot be compared");
        assertThatThrownBy(() -> new Proportion(3, 2)).hasMessageContaining("(3) hits among (2)");
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.1", "0.9,0.05", "0.9,0.02", "1,0.05", "0,0.3"})
    void as_many_looks_as_needed_make_the_interval_narrow_and_one_less_does_not(double share, double halfWidth) {
        int n = Proportion.needed(share, halfWidth, 0.95);
        double z = 1.959963984540054;
        assertThat(width(share, n, z)).isLessThanOrEqualTo(halfWidth);
        assertThat(width(share, n - 1, z)).isGreaterThan(halfWidth);
    }

    /** All right: the lower end is n / (n + z²), which reaches 0.95 from n = 19 z² = 72.99 on. */
    @Test
    void as_many_looks_as_needed_tell_on_which_side_of_a_bound_a_share_is() {
        assertThat(Proportion.neededToTell(1, 0.95, 0.95)).isEqualTo(73);
        assertThat(Proportion.neededToTell(0, 0.05, 0.95)).isEqualTo(73);
        assertThat(Proportion.neededToTell(0.9, 0.9, 0.95)).isEqualTo(Integer.MAX_VALUE);
    }

    /** Half the width of the score interval, from its formula. */
    private static double width(double share, double n, double z) {
        return z / (1 + z * z / n) * Math.sqrt(share * (1 - share) / n + z * z / 4 / n / n);
    }

    @ParameterizedTest
    @CsvSource({"0.05,1.959963984540054", "0.1,1.644853626951473", "0.01,2.575829303548901", "0.31731050786291415,1"})
    void the_normal_distribution_is_inverted(double chance, double z) {
        double found = Normal.beyond(chance);
        assertThat(Normal.twoSided(found)).isCloseTo(chance, within(1e-13));
        assertThat(found).isCloseTo(z, within(1e-4));
    }
}
