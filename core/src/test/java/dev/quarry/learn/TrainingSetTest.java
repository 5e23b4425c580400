package dev.quarry.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.kernel.DoubleMatrix;
import org.junit.jupiter.api.Test;

class TrainingSetTest {

    private static final TrainingSet SET = TrainingSet.of(
            DoubleMatrix.of(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6}), new int[] {0, 1, 1}, 4);

    @Test
    void usable_is_the_same_set_where_every_row_counts() {
        assertThat(SET.usable("any")).isSameAs(SET);
        assertThat(SET.distinctLabels()).isEqualTo(2);
    }

    @Test
    void usable_leaves_out_rows_of_weight_0() {
        TrainingSet left = SET.weighted(new double[] {2, 0, 0.5}).usable("any");
        assertThat(left.size()).isEqualTo(2);
        assertThat(left.features()).isEqualTo(DoubleMatrix.of(new double[] {1, 2}, new double[] {5, 6}));
        assertThat(left.label(1)).isEqualTo(1);
        assertThat(left.weight(1)).isEqualTo(0.5);
    }

    @Test
    void a_class_whose_rows_all_have_weight_0_does_not_count() {
        assertThatThrownBy(() -> SET.weighted(new double[] {0, 1, 1}).usable("any"))
                .hasMessage("The learner (any) cannot be fitted: its (2) labelled rows have (1) class."
                        + " Maybe label a few more items, until two classes are seen.");
    }

    @Test
    void weights_that_are_all_0_are_refused() {
        assertThatThrownBy(() -> SET.weighted(new double[3]).usable("any"))
                .hasMessage("The learner (any) cannot be fitted: the weights of its (3) rows are all (0)."
                        + " Maybe leave the weights out.");
    }

    @Test
    void a_missing_number_is_named_by_row_and_column() {
        TrainingSet broken =
                TrainingSet.of(DoubleMatrix.of(new double[] {1, 2}, new double[] {3, Double.NaN}), new int[] {0, 1}, 2);
        assertThatThrownBy(() -> broken.usable("any"))
                .hasMessage("The learner (any) cannot be fitted: the feature in row (1), column (1) is (NaN)."
                        + " Maybe fill in missing values first.");
    }

    @Test
    void labels_and_weights_out_of_range_are_refused() {
        assertThatThrownBy(() -> TrainingSet.of(DoubleMatrix.of(new double[] {1}), new int[] {2}, 2))
                .hasMessage("The label (2) of row (0) is not one of (2) classes.");
        assertThatThrownBy(() -> SET.weighted(new double[] {1, -1, 1}))
                .hasMessage("The weight (-1.0) of row (1) must be finite and not negative.");
        assertThatThrownBy(() -> SET.weighted(new double[] {1}))
                .hasMessage("There are (3) rows, (3) labels and (1) weights; they must be as many.");
    }
}
