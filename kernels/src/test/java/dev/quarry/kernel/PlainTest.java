package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlainTest {

    @Test
    void a_term_is_p_ln_p_to_float32_precision() {
        for (int bits = Float.floatToIntBits(Float.MIN_NORMAL); bits <= Float.floatToIntBits(1f); bits += 9_973) {
            float p = Float.intBitsToFloat(bits);
            double wanted = p * StrictMath.log(p);
            assertThat((double) Plain.term(p))
                    .as("p = %s", p)
                    .isEqualTo(wanted, within(2.5 * Math.ulp((float) wanted)));
        }
    }

    @Test
    void a_term_is_zero_at_zero_and_at_one() {
        assertThat(Plain.term(0f)).isZero();
        assertThat(Plain.term(1f)).isZero();
        assertThat(Plain.term(Float.NaN)).isNaN();
        assertThat(Plain.term(Float.MIN_VALUE)).isBetween(-1e-40f, 0f);
    }
}
