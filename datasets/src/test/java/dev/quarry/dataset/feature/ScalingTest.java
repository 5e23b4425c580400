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

    private static Matrix scaled(Scaling scaling, FloatMatrix numbers, int[] rows) {
        return new ScaledColumns(numbers, Columns.unnamed(numbers.cols()), scaling).fit(rows);
    }

    @Test
    void standardising_gives_mean_0_and_deviation_1_on_the_rows_it_was_fitted_on() {
        Matrix scaled = scaled(new Standardise(), NUMBERS, new int[] {0, 1});
        assertThat(scaled.get(0, 0)).isEqualTo(-1);
        assertThat(scaled.get(1, 0)).isEqualTo(1);
        assertThat(scaled.get(2, 0)).isEqualTo(6); // (8 − 2) / 1: the row has no say in it
    }

    @Test
    void a_constant_column_becomes_exactly_0() {
        Matrix scaled = scaled(new Standardise(), NUMBERS, new int[] {0, 1, 2});
        for (int row = 0; row < 3; row++) {
            assertThat(scaled.get(row, 1)).isZero();
        }
    }

    @Test
    void a_missing_number_becomes_the_median_of_the_fitted_rows() {
        Matrix filled = scaled(new Unscaled(), NUMBERS, new int[] {0, 1, 2});
        assertThat(filled.get(1, 2)).isEqualTo(25);
        assertThat(scaled(new Unscaled(), NUMBERS, new int[] {0, 1}).get(1, 2)).isEqualTo(10);
    }

    @Test
    void a_column_without_any_number_becomes_0() {
        FloatMatrix empty = FloatMatrix.of(new float[] {Float.NaN}, new float[] {Float.NaN});
        assertThat(scaled(new Standardise(), empty, new int[] {0, 1}).get(1, 0)).isZero();
    }

    @Test
    void min_max_spans_0_to_1_and_lets_other_rows_lie_outside() {
        Matrix scaled = scaled(new MinMax(), NUMBERS, new int[] {0, 1});
        assertThat(scaled.get(0, 0)).isZero();
        assertThat(scaled.get(1, 0)).isEqualTo(1);
        assertThat(scaled.get(2, 0)).isEqualTo(3.5);
        assertThat(scaled.get(2, 1)).isZero();
    }

    @Test
    void dividing_needs_no_fitting() {
        assertThat(scaled(new Divide(2), NUMBERS, new int[] {0}).get(2, 0)).isEqualTo(4);
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
        assertThat(scaled(new Standardise(), numbers, new int[] {0, 1, 2, 3}))
                .isEqualTo(scaled(new Standardise(), numbers, new int[] {2, 1, 3, 0}));
    }

    @Test
    void robust_scaling_goes_by_median_and_quartiles() {
        FloatMatrix numbers =
                FloatMatrix.of(new float[] {1}, new float[] {2}, new float[] {4}, new float[] {8}, new float[] {1000});
        Matrix scaled = scaled(new Robust(), numbers, new int[] {0, 1, 2, 3, 4});
        assertThat(scaled.get(0, 0)).isEqualTo(-0.5); // (1 − 4) / (8 − 2)
        assertThat(scaled.get(4, 0)).isEqualTo(166);
        Matrix four = scaled(new Robust(), numbers, new int[] {0, 1, 2, 3});
        assertThat(four.get(3, 0)).isCloseTo((8 - 3) / (5 - 1.75), within(1e-6)); // quartiles between neighbours
        FloatMatrix mostlyEqual =
                FloatMatrix.of(new float[] {5}, new float[] {5}, new float[] {5}, new float[] {5}, new float[] {7});
        assertThat(scaled(new Robust(), mostlyEqual, new int[] {0, 1, 2, 3, 4}).get(4, 0))
                .isEqualTo(2);
    }

    @Test
    void no_rows_and_other_columns_are_refused() {
        assertThatThrownBy(() -> scaled(new Standardise(), NUMBERS, new int[0]))
                .hasMessageContaining("There are no rows to learn a scaling from.");
        ColumnTransform fitted = ColumnTransform.of(new double[3], new double[3], new double[3]);
        assertThatThrownBy(() -> fitted.apply(FloatMatrix.of(new float[] {1})))
                .hasMessage("The rows have (1) columns but the transform was learnt on (3).");
    }
}
