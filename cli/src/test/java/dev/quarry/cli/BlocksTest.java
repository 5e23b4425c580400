package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlocksTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "8192, 3", "8193, 3", "20000, 10", "50, 1000000", "7, 2147483647"})
    void blocks_cover_every_row_once_and_stay_small(int n, int widest) {
        List<Blocks.Range> blocks = Blocks.of(n, widest);
        int next = 0;
        for (Blocks.Range block : blocks) {
            assertThat(block.from()).isEqualTo(next);
            assertThat(block.to()).isGreaterThan(block.from());
            assertThat((long) (block.to() - block.from() - 1) * widest).isLessThanOrEqualTo(1 << 22);
            next = block.to();
        }
        assertThat(next).isEqualTo(n);
    }

    @ParameterizedTest
    @CsvSource({"0, 5"})
    void no_rows_are_one_empty_block(int n, int widest) {
        assertThat(Blocks.of(n, widest)).containsExactly(new Blocks.Range(0, 0));
    }

    @Test
    void a_feature_that_is_no_number_names_its_item() {
        FloatMatrix block = FloatMatrix.of(new float[] {1, 2}, new float[] {3, Float.NEGATIVE_INFINITY});
        assertThatThrownBy(
                        () -> Blocks.requireFinite(block, Items.named(List.of("a", "b", "c")), new Blocks.Range(1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The feature in column (1) of item (c) is (-Infinity). Maybe ");
    }

    @Test
    void the_first_of_equally_probable_classes_is_the_best() {
        assertThat(Blocks.best(FloatMatrix.of(new float[] {0.2f, 0.4f, 0.4f}), 0))
                .isEqualTo(1);
    }
}
