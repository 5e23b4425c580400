package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Head;
import dev.quarry.evidence.HeadedPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeadBoundaryDistanceTest {

    private static HeadedPredictions evidence(Head head, Matrix places) {
        return HeadedPredictions.of(
                Items.range(places.rows()), head.probabilities(places), places, FloatMatrix.of(), head);
    }

    @Test
    void the_nearest_of_several_planes_counts_and_not_the_second_likeliest_class() {
        DoubleMatrix weights = DoubleMatrix.of(new double[] {1, 0}, new double[] {0, 0}, new double[] {-9, 12});
        Head head = new Head(weights, DoubleMatrix.of(new double[] {0, 0, 0}));
        // logits of (4, 2): 4, 0, −12; to class 1 it is 4 / 1, to class 2 it is 16 / ‖(10, −12)‖ = 16 / √244
        // logits of (0, −1): 0, 0, −12: on a plane; of (0, 1): 0, 0, 12: 12 / √244 to class 0, 12 / 15 to class 1
        HeadedPredictions evidence =
                evidence(head, DoubleMatrix.of(new double[] {4, 2}, new double[] {0, -1}, new double[] {0, 1}));
        assertThat(new HeadBoundaryDistance().score(evidence))
                .containsExactly(new double[] {-16 / Math.sqrt(244), 0, -12 / Math.sqrt(244)}, within(1e-12));
    }

    @Test
    void a_step_of_that_length_changes_the_answer_and_no_shorter_one_does() {
        SplittableRandom random = new SplittableRandom(4);
        Head head = new Head(
                DoubleMatrix.wrap(random.doubles(5 * 3, -1, 1).toArray(), 5, 3),
                DoubleMatrix.wrap(random.doubles(5, -1, 1).toArray(), 1, 5));
        DoubleMatrix places = DoubleMatrix.wrap(random.doubles(40 * 3, -2, 2).toArray(), 40, 3);
        double[] scores = new HeadBoundaryDistance().score(evidence(head, places));
        for (int row = 0; row < 40; row++) {
            int answer = answer(head, DoubleMatrix.of(places(places, row)));
            boolean flipped = false;
            for (int trial = 0; trial < 4000; trial++) {
                double[] way = random.doubles(3, -1, 1).toArray();
                double length = Math.sqrt(way[0] * way[0] + way[1] * way[1] + way[2] * way[2]);
                assertThat(answer(head, moved(places, row, way, -0.999 * scores[row] / length)))
                        .isEqualTo(answer);
                flipped |= answer(head, moved(places, row, way, -1.05 * scores[row] / length)) != answer;
            }
            assertThat(flipped).isTrue();
        }
    }

    private static double[] places(DoubleMatrix places, int row) {
        double[] place = new double[places.cols()];
        places.copyRow(row, place);
        return place;
    }

    private static DoubleMatrix moved(DoubleMatrix places, int row, double[] way, double step) {
        double[] place = places(places, row);
        for (int j = 0; j < place.length; j++) {
            place[j] += step * way[j];
        }
        return DoubleMatrix.of(place);
    }

    private static int answer(Head head, DoubleMatrix place) {
        double[] z = head.logits(place).values();
        int best = 0;
        for (int c = 1; c < z.length; c++) {
            best = z[c] > z[best] ? c : best;
        }
        return best;
    }

    @Test
    void classes_that_cannot_be_reached_do_not_count() {
        DoubleMatrix weights = DoubleMatrix.of(new double[] {1}, new double[] {1}, new double[] {0});
        Head unseen = new Head(weights, DoubleMatrix.of(new double[] {2, 0, Double.NEGATIVE_INFINITY}));
        assertThat(new HeadBoundaryDistance().score(evidence(unseen, DoubleMatrix.of(new double[] {3}))))
                .containsExactly(-Double.MAX_VALUE);
        Head seen = new Head(weights, DoubleMatrix.of(new double[] {2, 0, 1}));
        assertThat(new HeadBoundaryDistance().score(evidence(seen, DoubleMatrix.of(new double[] {3}))))
                .containsExactly(-4);
    }
}
