package dev.quarry.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfusionTest {

    @Test
    void counts_and_macro_f1_are_those_computed_by_hand() {
        // class 0: 2 of 3 right, taken 3 times; class 1: 1 of 2 right, taken 2 times; class 2 neither occurs nor is
        // taken
        Confusion confusion = Confusion.of(3, new int[] {0, 0, 0, 1, 1}, new int[] {0, 0, 1, 1, 0});
        assertThat(confusion.actual(0)).isEqualTo(3);
        assertThat(confusion.predicted(0)).isEqualTo(3);
        assertThat(confusion.right(1)).isEqualTo(1);
        assertThat(confusion.count(0, 1)).isEqualTo(1);
        assertThat(confusion.f1(0)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(confusion.f1(1)).isCloseTo(0.5, within(1e-12));
        assertThat(confusion.f1(2)).isNaN();
        assertThat(confusion.macroF1()).isCloseTo((2.0 / 3 + 0.5) / 2, within(1e-12));
    }

    @Test
    void a_class_that_is_predicted_but_never_occurs_counts_as_missed() {
        assertThat(Confusion.of(2, new int[] {0, 0}, new int[] {0, 1}).macroF1())
                .isCloseTo((2.0 / 3 + 0) / 2, within(1e-12));
    }

    @Test
    void without_rows_there_is_no_f1() {
        assertThat(Confusion.of(2, new int[0], new int[0]).macroF1()).isNaN();
        assertThatThrownBy(() -> Confusion.of(1, new int[1], new int[2])).hasMessageContaining("(1) actual");
    }
}
