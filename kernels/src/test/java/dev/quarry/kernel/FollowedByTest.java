package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Two matrices in one. */
class FollowedByTest {

    private static final FloatMatrix ABOVE = FloatMatrix.of(new float[] {1, 2}, new float[] {3, 4});
    private static final FloatMatrix BELOW = FloatMatrix.of(new float[] {5, 6});

    @Test
    void the_rows_stand_below_one_another_in_the_precision_of_the_first() {
        FloatMatrix all = FloatMatrix.of(new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 6});
        assertThat(ABOVE.followedBy(BELOW)).isEqualTo(all);
        assertThat(ABOVE.followedBy(BELOW.toDouble())).isEqualTo(all);
        assertThat(ABOVE.toDouble().followedBy(BELOW)).isEqualTo(all.toDouble());
        assertThat(FloatMatrix.wrap(new float[0], 0, 2).followedBy(BELOW)).isEqualTo(BELOW);
    }

    @Test
    void what_is_empty_changes_nothing_and_other_widths_are_refused() {
        assertThat(ABOVE.followedBy(FloatMatrix.of())).isSameAs(ABOVE);
        assertThatThrownBy(() -> ABOVE.followedBy(FloatMatrix.of(new float[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(2) and (3)");
    }
}
