package dev.quarry.dataset.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.bundle.State;
import dev.quarry.dataset.Columns;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImputationTest {

    private static final float NONE = Float.NaN;
    private static final FloatMatrix NUMBERS = FloatMatrix.of(
            new float[] {1, 5, NONE},
            new float[] {2, NONE, NONE},
            new float[] {2, 7, NONE},
            new float[] {NONE, 7, NONE},
            new float[] {15, 5, NONE},
            new float[] {NONE, NONE, 4});
    private static final int[] FIVE = {0, 1, 2, 3, 4};

    private static ScaledColumns columns(Imputation imputation, Scaling scaling) {
        return new ScaledColumns(NUMBERS, Columns.named(List.of("a", "b", "c")), imputation, scaling);
    }

    private static double[] lastRow(Imputation imputation) {
        Matrix features = columns(imputation, new Unscaled()).fit(FIVE);
        double[] row = new double[features.cols()];
        features.copyRow(5, row);
        return row;
    }

    @Test
    void a_missing_number_becomes_what_was_asked_for() {
        assertThat(lastRow(new Median())).containsExactly(2, 6, 4); // 1 2 2 15 and 5 5 7 7
        assertThat(lastRow(new Mean())).containsExactly(5, 6, 4);
        assertThat(lastRow(new MostFrequent())).containsExactly(2, 5, 4); // 5 and 7 twice each: the least
        assertThat(lastRow(new Constant(-1, false))).containsExactly(-1, -1, 4);
    }

    @Test
    void a_column_without_any_number_is_filled_all_the_same() {
        for (Imputation imputation : List.of(new Median(), new Mean(), new MostFrequent())) {
            Matrix features = columns(imputation, new Standardise()).fit(FIVE);
            assertThat(features.get(0, 2)).isZero();
            assertThat(features.get(5, 2)).isEqualTo(4);
        }
    }

    @Test
    void what_is_filled_counts_for_the_scale() {
        Matrix features = columns(new Mean(), new Standardise()).fit(FIVE);
        // 1 2 2 5 15: mean 5, deviation √(16 + 9 + 9 + 0 + 100) / √5
        assertThat(features.get(0, 0)).isCloseTo(-4 / Math.sqrt(134 / 5.0), within(1e-6));
        assertThat(features.get(5, 0)).isZero();
        assertThat(columns(new Constant(25, false), new MinMax()).fit(FIVE).get(3, 0))
                .isEqualTo(1);
    }

    @Test
    void a_further_column_says_where_a_number_was_missing() {
        ScaledColumns columns = columns(new Median(true), new Unscaled());
        State learnt = columns.learn(FIVE);
        assertThat(columns.names(learnt)).containsExactly("a", "b", "c", "a=?", "b=?", "c=?");
        assertThat(columns.cols(learnt)).isEqualTo(6);
        double[] row = new double[6];
        columns.apply(learnt).copyRow(3, row);
        assertThat(row).containsExactly(2, 7, 0, 1, 0, 1);
    }

    @Test
    void a_column_that_lacked_nothing_when_it_was_learnt_has_no_further_one() {
        ScaledColumns columns = columns(new Mean(true), new Unscaled());
        State learnt = columns.learn(new int[] {0, 2, 4});
        assertThat(columns.names(learnt)).containsExactly("a", "b", "c", "c=?");
        double[] row = new double[4];
        columns.apply(learnt).copyRow(5, row);
        assertThat(row).containsExactly(new double[] {6, 17 / 3.0, 4, 0}, within(1e-6));
    }

    @Test
    void a_constant_must_be_a_number() {
        assertThatThrownBy(() -> new Constant(Double.NaN, false)).hasMessage("The value (NaN) must be finite.");
    }
}
