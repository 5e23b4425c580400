package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Embeddings;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DalTest {

    private static final Randomness RANDOM = Randomness.seed(4);

    private static Embeddings evidence(DoubleMatrix places, DoubleMatrix labelled) {
        return Embeddings.of(Items.range(places.rows()), places, labelled);
    }

    private static DoubleMatrix column(double... places) {
        return DoubleMatrix.wrap(places, places.length, 1);
    }

    @Test
    void the_score_is_the_log_odds_by_the_logistic_regression_of_both_sides_at_equal_weight() {
        double[] open = {1, 2, 4};
        double[] known = {0, 0.5};
        Selection picks = new Dal(1, 10, 0.5).select(evidence(column(open), column(known)), 3, RANDOM);
        assertThat(picks.ids()).containsExactly(2, 1, 0);
        double[] line = plain(open, known, 0.5);
        assertThat(picks.picks().stream().mapToDouble(Pick::score).toArray())
                .containsExactly(
                        new double[] {4 * line[0] + line[1], 2 * line[0] + line[1], line[0] + line[1]}, within(1e-5));
    }

    /** Weight and intercept by small steps downhill. */
    private static double[] plain(double[] open, double[] known, double penalty) {
        double all = open.length + known.length;
        double w = 0;
        double b = 0;
        for (int step = 0; step < 400_000; step++) {
            double dw = penalty * w;
            double db = 0;
            for (double x : open) {
                double pull = -all / 2 / open.length / (1 + Math.exp(w * x + b));
                dw += pull * x;
                db += pull;
            }
            for (double x : known) {
                double pull = all / 2 / known.length / (1 + Math.exp(-w * x - b));
                dw += pull * x;
                db += pull;
            }
            w -= 0.02 * dw;
            b -= 0.02 * db;
        }
        return new double[] {w, b};
    }

    @Test
    void fitting_again_between_parts_spreads_the_batch() {
        // labelled around 0; two groups of candidates on either side, one somewhat farther away
        SplittableRandom random = new SplittableRandom(2);
        double[] places = IntStream.range(0, 200)
                .mapToDouble(i -> (i < 100 ? 5 : 0) + 0.1 * random.nextGaussian())
                .toArray();
        DoubleMatrix points = DoubleMatrix.of(IntStream.range(0, 200)
                .mapToObj(i -> i < 100 ? new double[] {places[i], 0} : new double[] {0, 4.5 + places[i]})
                .toArray(double[][]::new));
        DoubleMatrix labelled = DoubleMatrix.of(IntStream.range(0, 20)
                .mapToObj(i -> new double[] {0.1 * random.nextGaussian(), 0.1 * random.nextGaussian()})
                .toArray(double[][]::new));
        long spread = Arrays.stream(new Dal(20, 10, 1)
                        .select(evidence(points, labelled), 20, RANDOM)
                        .ids())
                .filter(id -> id < 100)
                .count();
        assertThat(spread).isBetween(5L, 15L);
    }

    @Test
    void a_batch_in_one_part_is_the_top_by_one_fit_and_parts_add_up_to_the_batch() {
        Embeddings some = (Embeddings) new SomeEvidence(true, 2).of(Embeddings.class, SomeEvidence.items(50));
        Selection one = new Dal(1, 10, 1).select(some, 13, RANDOM);
        assertThat(one.picks().stream().map(pick -> -pick.score()).toList()).isSorted();
        for (int parts : new int[] {2, 5, 13, 40}) {
            assertThat(new Dal(parts, 10, 1).select(some, 13, RANDOM).ids())
                    .hasSize(13)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void with_nothing_labelled_the_first_is_drawn_and_the_others_lie_elsewhere() {
        DoubleMatrix points = column(0, 0, 0, 0, 0, 0, 0, 0, 9);
        for (int seed = 0; seed < 20; seed++) {
            Selection picks = new Dal().select(evidence(points, DoubleMatrix.of()), 2, Randomness.seed(seed));
            assertThat(picks.picks().get(0).score()).isZero();
            assertThat(picks.ids()).contains(8);
        }
    }

    @Test
    void the_order_of_labelled_items_does_not_matter() {
        Embeddings some = (Embeddings) new SomeEvidence(false, 2).of(Embeddings.class, SomeEvidence.items(50));
        Matrix turned = some.labelled().select(new int[] {1, 0});
        assertThat(new Dal().select(Embeddings.of(some.items(), some.embeddings(), turned), 9, RANDOM))
                .isEqualTo(new Dal().select(some, 9, RANDOM));
    }

    @Test
    void settings_without_sense_are_refused() {
        assertThatThrownBy(() -> new Dal(0, 10, 1)).hasMessageContaining("parts (0)");
        assertThatThrownBy(() -> new Dal(1, 0, 1)).hasMessageContaining("ratio (0.0)");
        assertThatThrownBy(() -> new Dal(1, 1, 0)).hasMessageContaining("penalty (0.0)");
    }
}
