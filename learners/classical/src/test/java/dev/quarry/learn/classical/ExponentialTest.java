package dev.quarry.learn.classical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.Randomness;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ExponentialTest {

    private static final MathContext DIGITS = new MathContext(40);

    /** By the power series of x / 2^20, squared twenty times. */
    private static BigDecimal exact(double x) {
        BigDecimal small = new BigDecimal(x).divide(new BigDecimal(1 << 20), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int n = 1; n < 20; n++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < 20; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    @Test
    void it_is_exact_within_one_and_a_half_units_in_the_last_place() {
        RandomGenerator random = Randomness.seed(1).generator();
        for (int i = 0; i < 4000; i++) {
            double x = (random.nextDouble() - 0.5) * (i % 2 == 0 ? 2 : 1400);
            double got = Exponential.of(x);
            double error = new BigDecimal(got)
                    .subtract(exact(x))
                    .divide(new BigDecimal(Math.ulp(got)), DIGITS)
                    .doubleValue();
            assertThat(Math.abs(error)).as("e^%s", x).isLessThan(1.5);
        }
    }

    @Test
    void it_is_exact_where_that_matters_and_ends_as_the_other_does() {
        assertThat(Exponential.of(0)).isEqualTo(1);
        assertThat(Exponential.of(-0.0)).isEqualTo(1);
        assertThat(Exponential.of(-745)).isEqualTo(StrictMath.exp(-745)).isPositive();
        assertThat(Exponential.of(-1e9)).isZero();
        assertThat(Exponential.of(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Exponential.of(800)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Exponential.of(Double.NaN)).isNaN();
        assertThat(Exponential.of(-708.5)).isEqualTo(StrictMath.exp(-708.5));
    }
}
