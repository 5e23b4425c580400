package dev.quarry.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.lab.result.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    @Test
    void the_area_is_the_trapezoids_over_the_span() {
        // 10 labels at (0.5 + 0.7) / 2, then 20 at (0.7 + 0.9) / 2: (6 + 16) / 30
        assertThat(Area.accuracy(curve(20, 0.5, 30, 0.7, 50, 0.9))).isCloseTo(22.0 / 30, within(1e-15));
        assertThat(Area.balancedAccuracy(curve(20, 0.5, 30, 0.7, 50, 0.9))).isCloseTo(11.0 / 30, within(1e-15));
    }

    @Test
    void the_area_of_one_point_is_its_height() {
        assertThat(Area.accuracy(curve(20, 0.5))).isEqualTo(0.5);
    }

    @Test
    void balanced_accuracy_counts_each_class_the_same() {
        DoubleMatrix p = DoubleMatrix.of(
                new double[] {0.9, 0.1, 0}, new double[] {0.8, 0.2, 0}, new double[] {0.6, 0.4, 0}, new double[] {
                    0.6, 0.4, 0
                });
        Accuracy.Both accuracy = Accuracy.of(p, new int[] {0, 0, 0, 1});
        assertThat(accuracy.plain()).isEqualTo(0.75);
        assertThat(accuracy.balanced()).isEqualTo((1.0 + 0.0) / 2);
    }

    @Test
    void of_classes_that_tie_the_first_is_the_answer() {
        DoubleMatrix p = DoubleMatrix.of(new double[] {0.4, 0.4, 0.2});
        assertThat(Accuracy.of(p, new int[] {0}).plain()).isEqualTo(1);
        assertThat(Accuracy.of(p, new int[] {1}).plain()).isEqualTo(0);
    }

    @Test
    void one_answer_for_everything_is_right_for_its_class() {
        assertThat(Accuracy.constant(1, new int[] {0, 1, 1, 2}).plain()).isEqualTo(0.5);
        assertThat(Accuracy.constant(1, new int[] {0, 1, 1, 2}).balanced()).isCloseTo(1.0 / 3, within(1e-15));
    }

    @Test
    void labels_to_reach_lie_on_the_line_between_two_points() {
        MeanCurve curve = MeanCurve.of(List.of(curve(20, 0.5, 30, 0.7, 40, 0.6, 50, 0.9)));
        assertThat(curve.labelsToReach(0.6)).isCloseTo(25, within(1e-9));
        assertThat(curve.labelsToReach(0.7)).isEqualTo(30);
        assertThat(curve.labelsToReach(0.75)).isCloseTo(45, within(1e-9));
        assertThat(curve.labelsToReach(0.4)).isEqualTo(20);
        assertThat(curve.labelsToReach(0.95)).isNaN();
    }

    @Test
    void the_mean_curve_has_the_label_counts_that_all_runs_have() {
        MeanCurve curve = MeanCurve.of(List.of(curve(20, 0.5, 30, 0.7), curve(30, 0.9, 40, 1.0)));
        assertThat(curve.points()).hasSize(1);
        assertThat(curve.points().getFirst().labels()).isEqualTo(30);
        assertThat(curve.finalAccuracy()).isCloseTo(0.8, within(1e-15));
    }

    @Test
    void the_band_is_the_t_interval_of_the_mean() {
        MeanCurve curve = MeanCurve.of(List.of(curve(20, 0.5), curve(20, 0.7), curve(20, 0.9)));
        assertThat(curve.points().getFirst().halfBand())
                .isCloseTo(4.302652729749462 * 0.2 / Math.sqrt(3), within(1e-9));
    }

    @Test
    void labels_saved_are_those_of_random_minus_what_is_needed() {
        MeanCurve random = MeanCurve.of(List.of(curve(20, 0.5, 120, 0.8)));
        LabelsSaved saved = LabelsSaved.of(MeanCurve.of(List.of(curve(20, 0.5, 70, 0.9, 120, 0.9))), random);
        assertThat(saved.target()).isEqualTo(0.8);
        assertThat(saved.needed()).isCloseTo(20 + 50 * 0.75, within(1e-9));
        assertThat(saved.saved()).isCloseTo(62.5, within(1e-9));
        assertThat(saved.share()).isCloseTo(62.5 / 120, within(1e-9));
        assertThat(saved.reached()).isTrue();
    }

    @Test
    void a_random_curve_that_is_flat_at_its_end_flatters_nobody() {
        MeanCurve random = MeanCurve.of(List.of(curve(20, 0.5, 60, 0.8, 120, 0.8)));
        LabelsSaved saved = LabelsSaved.of(MeanCurve.of(List.of(curve(20, 0.5, 80, 0.8, 120, 0.9))), random);
        assertThat(saved.random()).isCloseTo(60, within(1e-9));
        assertThat(saved.saved()).isCloseTo(-20, within(1e-9));
        assertThat(saved.share()).isCloseTo(-20.0 / 60, within(1e-9));
    }

    @Test
    void who_never_gets_there_saves_nothing_that_can_be_named() {
        MeanCurve random = MeanCurve.of(List.of(curve(20, 0.5, 120, 0.8)));
        LabelsSaved saved = LabelsSaved.of(MeanCurve.of(List.of(curve(20, 0.5, 120, 0.79))), random);
        assertThat(saved.reached()).isFalse();
        assertThat(saved.saved()).isNaN();
    }

    /** Labels and accuracies in turn; the balanced accuracy is half the accuracy. */
    static List<Point> curve(double... numbers) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            points.add(new Point((int) numbers[i], numbers[i + 1], numbers[i + 1] / 2));
        }
        return points;
    }
}
