package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.evidence.Head;
import dev.quarry.evidence.HeadedPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DropQueryTest {

    private static HeadedPredictions evidence(Head head, Matrix places) {
        return HeadedPredictions.of(
                Items.range(places.rows()), head.probabilities(places), places, FloatMatrix.of(), head);
    }

    /** Class 0 where the first coordinate is above 1, so dropping it changes the answer. */
    private static Head above() {
        return new Head(
                DoubleMatrix.of(new double[] {1, 0}, new double[] {0, 0}), DoubleMatrix.of(new double[] {-1, 0}));
    }

    @Test
    void an_answer_that_no_mask_can_change_has_the_score_0_and_comes_last() {
        Matrix places = DoubleMatrix.of(new double[] {-3, 1}, new double[] {5, 1}, new double[] {6, 2});
        for (int seed = 0; seed < 20; seed++) {
            Selection selection = new DropQuery(101, 0.9).select(evidence(above(), places), 3, Randomness.seed(seed));
            assertThat(selection.ids()[2]).isZero();
            assertThat(selection.picks().get(2).score()).isZero();
            assertThat(selection.picks().get(0).score()).isGreaterThan(0.7);
        }
    }

    @Test
    void a_coordinate_is_dropped_at_the_rate_and_what_is_kept_is_scaled_up() {
        Matrix one = DoubleMatrix.of(new double[] {5, 1});
        double share = new DropQuery(20_000, 0.75)
                .select(evidence(above(), one), 1, Randomness.seed(1))
                .picks()
                .get(0)
                .score();
        assertThat(share).isBetween(0.74, 0.76);
        // 0.5 / (1 − 0.75) is above 1: the answer changes where the coordinate is kept
        double kept = new DropQuery(20_000, 0.75)
                .select(evidence(above(), DoubleMatrix.of(new double[] {0.5, 1})), 1, Randomness.seed(1))
                .picks()
                .get(0)
                .score();
        assertThat(kept).isBetween(0.24, 0.26);
    }

    @Test
    void the_masks_of_an_item_do_not_depend_on_the_other_candidates() {
        HeadedPredictions all =
                (HeadedPredictions) new SomeEvidence(true, 3).of(HeadedPredictions.class, SomeEvidence.items(50));
        HeadedPredictions some =
                (HeadedPredictions) new SomeEvidence(true, 3).of(HeadedPredictions.class, SomeEvidence.items(20));
        Randomness random = Randomness.seed(2);
        Map<Long, Double> shares = new HashMap<>();
        new DropQuery(9, 0.5).select(all, 50, random).picks().forEach(pick -> shares.put(pick.id(), pick.score()));
        assertThat(shares.values().stream().distinct().count()).isGreaterThan(3);
        assertThat(new DropQuery(9, 0.5).select(some, 20, random).picks())
                .allSatisfy(pick -> assertThat(pick.score()).isEqualTo(shares.get(pick.id())));
    }

    @Test
    void those_that_change_under_most_masks_are_clustered_and_the_rest_is_filled_by_score() {
        HeadedPredictions evidence =
                (HeadedPredictions) new SomeEvidence(false, 5).of(HeadedPredictions.class, SomeEvidence.items(60));
        Randomness random = Randomness.seed(9);
        DropQuery query = new DropQuery(5, 0.5);
        Map<Long, Double> shares = new HashMap<>();
        query.select(evidence, 60, random).picks().forEach(pick -> shares.put(pick.id(), pick.score()));
        long most = shares.values().stream().filter(share -> share > 0.5).count();
        assertThat(most).isBetween(4L, 40L);
        assertThat(query.select(evidence, 3, random).picks())
                .hasSize(3)
                .allSatisfy(pick -> assertThat(pick.score()).isGreaterThan(0.5));
        assertThat(query.select(evidence, (int) most + 5, random).picks().subList(0, (int) most))
                .allSatisfy(pick -> assertThat(pick.score()).isGreaterThan(0.5));
    }

    @Test
    void no_mask_and_rates_that_keep_or_drop_everything_are_refused() {
        assertThatThrownBy(() -> new DropQuery(0, 0.5)).hasMessageContaining("masks (0)");
        assertThatThrownBy(() -> new DropQuery(3, 1)).hasMessageContaining("rate (1.0)");
    }
}
