package dev.quarry.dataset.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.dataset.ColumnTransform;
import dev.quarry.dataset.Columns;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScalingTest {

    private static final FloatMatrix NUMBERS =
            FloatMatrix.of(new float[] {1, 0.1f, 10}, new float[] {3, 0.1f, Float.NaN}, new float[] {8, 0.1f, 40});

    @Test
    void standardising_gives_mean_0_and_deviation_1_on_the_rows_it_was_fitted_on() {
        FloatMatrix scaled = new Standardise().fit(NUMBERS, new int[] {0, 1}).apply(NUMBERS);
        assertThat(scaled.get(0, 0)).isEqualTo(-1);
        assertThat(scaled.get(1, 0)).isEqualTo(1);
        assertThat(scaled.get(2, 0)).isEqualTo(6); // (8 − 2) / 1: the row has no say in it
    }

    @Test
    void a_constant_column_becomes_exactly_0() {
        FloatMatrix scaled = new Standardise().fit(NUMBERS, new int[] {0, 1, 2}).apply(NUMBERS);
        for (int row = 0; row < 3; row++) {
            assertThat(scaled.get(row, 1)).isZero();
        }
    }

    @Test
    void a_missing_number_becomes_the_median_of_the_fitted_rows() {
        FloatMatrix filled = new Unscaled().fit(NUMBERS, new int[] {0, 1, 2}).apply(NUMBERS);
        assertThat(filled.get(1, 2)).isEqualTo(25);
        assertThat(new Unscaled().fit(NUMBERS, new int[] {0, 1}).apply(NUMBERS).get(1, 2))
                .isEqualTo(10);
    }

    @Test
    void a_column_without_any_number_becomes_0() {
        FloatMatrix empty = FloatMatrix.of(new float[] {Float.NaN}, new float[] {Float.NaN});
        assertThat(new Standardise().fit(empty, new int[] {0, 1}).apply(empty).get(1, 0))
                .isZero();
    }

    @Test
    void min_max_spans_0_to_1_and_lets_other_rows_lie_outside() {
        FloatMatrix scaled = new MinMax().fit(NUMBERS, new int[] {0, 1}).apply(NUMBERS);
        assertThat(scaled.get(0, 0)).isZero();
        assertThat(scaled.get(1, 0)).isEqualTo(1);
        assertThat(scaled.get(2, 0)).isEqualTo(3.5);
        assertThat(scaled.get(2, 1)).isZero();
    }

    @Test
    void dividing_needs_no_fitting() {
        assertThat(new Divide(2).fit(NUMBERS, new int[] {0}).apply(NUMBERS).get(2, 0))
                .isEqualTo(4);
        assertThatThrownBy(() -> new Divide(0)).hasMessage("The divisor by (0.0) must be finite and above 0.");
    }

    @Test
    void columns_that_are_not_to_be_scaled_stay() {
        TreeMap<Integer, String> levels = new TreeMap<>(Map.of(1, "b", 2, "b"));
        Matrix scaled =
                new ScaledColumns(NUMBERS, new Columns(3, List.of(), levels), new Standardise()).fit(new int[] {0, 1});
        assertThat(scaled.get(2, 2)).isEqualTo(40);
        assertThat(scaled.get(0, 1)).isCloseTo(0.1, within(1e-7));
    }

    @Test
    void the_order_of_the_fitted_rows_does_not_matter_to_the_last_bit() {
        FloatMatrix numbers =
                FloatMatrix.of(new float[] {0.1f}, new float[] {1e7f}, new float[] {-3.3f}, new float[] {7});
        ColumnTransform one = new Standardise().fit(numbers, new int[] {0, 1, 2, 3});
        ColumnTransform other = new Standardise().fit(numbers, new int[] {2, 1, 3, 0});
        assertThat(one.apply(numbers)).isEqualTo(other.apply(numbers));
    }

    @Test
    void no_rows_and_other_columns_are_refused() {
        assertThatThrownBy(() -> new Standardise().fit(NUMBERS, new int[0]))
                .hasMessageContaining("There are no rows to learn a scaling from.");
        ColumnTransform fitted = new Standardise().fit(NUMBERS, new int[] {0});
        assertThatThrownBy(() -> fitted.apply(FloatMatrix.of(new float[] {1})))
                .hasMessage("The rows have (1) columns but the transform was learnt on (3).");
    }
}
