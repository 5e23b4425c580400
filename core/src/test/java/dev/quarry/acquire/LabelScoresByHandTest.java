package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.evidence.TaughtLabelProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import org.junit.jupiter.api.Test;

/** Scores of items with several labels, on numbers that can be done by hand. */
class LabelScoresByHandTest {

    private static final double LN2 = Math.log(2);
    private static final double LN3 = Math.log(3);

    /** As outputs f = 2p − 1: (0.8, 0.2, −0.6), (−0.2, −0.8, −1), (1, 0.5, 0). */
    private static final DoubleMatrix P =
            DoubleMatrix.of(new double[] {0.9, 0.6, 0.2}, new double[] {0.4, 0.1, 0}, new double[] {1, 0.75, 0.5});

    private static final LabelProbabilities ONE = LabelProbabilities.of(Items.range(3), P);

    private static void assertScores(Score<? super LabelProbabilities> score, double... wanted) {
        assertThat(score.score(ONE)).containsExactly(wanted, within(1e-15));
    }

    private static TaughtLabelProbabilities taught(Matrix p, double[]... labelSets) {
        DoubleMatrix sets = DoubleMatrix.of(labelSets);
        return TaughtLabelProbabilities.of(Items.range(p.rows()), p, sets, sets);
    }

    private static void assertTaught(
            Score<TaughtLabelProbabilities> score, TaughtLabelProbabilities evidence, double... wanted) {
        assertThat(score.score(evidence)).containsExactly(wanted, within(1e-12));
    }

    @Test
    void the_entropy_of_a_label_is_that_of_a_coin() {
        double quarter = 2 * LN2 - 0.75 * LN3; // of a coin of 1/4
        DoubleMatrix p = DoubleMatrix.of(new double[] {0.25, 0.5, 1});
        LabelProbabilities evidence = LabelProbabilities.of(Items.range(1), p);
        assertThat(new LabelUncertainty().score(evidence)[0]).isCloseTo((quarter + LN2) / 3, within(1e-15));
        assertThat(new LabelUncertainty(LabelMeasure.ENTROPY, Over.MAX).score(evidence)[0])
                .isCloseTo(LN2, within(1e-15));
        assertThat(new LabelUncertainty(LabelMeasure.ENTROPY, Over.MIN).score(evidence)[0])
                .isZero();
    }

    @Test
    void the_margin_of_a_label_is_how_near_to_even_it_is() {
        assertScores(new LabelUncertainty(LabelMeasure.MARGIN, Over.MEAN), 1.4 / 3, 1.0 / 3, 0.5);
        assertScores(new LabelUncertainty(LabelMeasure.MARGIN, Over.MAX), 0.8, 0.8, 1);
        assertScores(new LabelUncertainty(LabelMeasure.MARGIN, Over.MIN), 0.2, 0, 0);
    }

    @Test
    void presence_and_absence_are_how_probable_labels_are_and_are_not() {
        assertScores(new LabelUncertainty(LabelMeasure.PRESENCE, Over.MEAN), 1.7 / 3, 0.5 / 3, 0.75);
        assertScores(new LabelUncertainty(LabelMeasure.ABSENCE, Over.MAX), 0.8, 1, 0.5);
        assertScores(new LabelUncertainty(LabelMeasure.SIGNED, Over.MAX), 0.45, 0, 0.5);
        assertScores(new LabelUncertainty(LabelMeasure.SIGNED, Over.MEAN), 0.65 / 3, -0.25 / 3, 0.625 / 3);
    }

    @Test
    void the_binary_minimum_is_the_least_distance_to_the_boundary_of_a_label() {
        assertScores(new BinMin(), -0.2, -0.2, 0);
    }

    /** If the first label of the first item is the only one: 1 − 0.8, 1 + 0.2 and 1 − 0.6. */
    @Test
    void the_max_loss_is_the_hinge_loss_if_the_likeliest_label_is_the_only_one() {
        assertScores(new MaxLoss(), 0.2 + 1.2 + 0.4, 1.2 + 0.2 + 0, 0 + 1.5 + 1);
    }

    /** Of the first item two labels are predicted, of the second none, of the last the two above one half. */
    @Test
    void the_mean_max_loss_is_its_mean_over_the_predicted_labels() {
        assertScores(
                new MeanMaxLoss(),
                ((0.2 + 1.2 + 0.4) + (1.8 + 0.8 + 0.4)) / 2,
                1.2 + 0.2 + 0,
                ((0 + 1.5 + 1) + (2 + 0.5 + 1)) / 2);
    }

    @Test
    void the_cardinality_is_inconsistent_by_its_difference_from_the_mean_of_labelled_items() {
        TaughtLabelProbabilities evidence = taught(P, new double[] {1, 1, 0}, new double[] {1, 0, 0});
        assertTaught(new LabelCardinalityInconsistency(), evidence, 0.5, 1.5, 0.5);
    }

    /** Separations: 0.2 + 0.6; 0.2 to the boundary, since nothing is predicted; 0.5 + 0. */
    @Test
    void margin_and_cardinality_are_multiplied_to_the_power_of_their_shares() {
        TaughtLabelProbabilities evidence = taught(P, new double[] {1, 1, 0}, new double[] {1, 0, 0});
        assertTaught(new MaxMarginCardinality(1), evidence, 1.25, 5, 2);
        assertTaught(new MaxMarginCardinality(0), evidence, 0.5, 1.5, 0.5);
        assertTaught(new MaxMarginCardinality(0.5), evidence, Math.sqrt(0.625), Math.sqrt(7.5), 1);
    }

    @Test
    void labels_without_any_separation_count_as_hardly_separated() {
        TaughtLabelProbabilities evidence = taught(DoubleMatrix.of(new double[] {0.5, 0.1}), new double[] {1, 0});
        assertTaught(new MaxMarginCardinality(1), evidence, 1e6);
    }

    /**
     * Four labels, one labelled item of the first label. The first candidate is predicted the first two: cells (1, 1, 0, 2),
     * joint entropy 1.5·ln 2, alone ln 2 and 2·ln 2 − ¾·ln 3. The second is predicted the other three, the opposite. The
     * third is predicted the same one.
     */
    @Test
    void category_vectors_are_inconsistent_by_the_entropy_that_they_do_not_share() {
        DoubleMatrix p = DoubleMatrix.of(
                new double[] {0.9, 0.9, 0.1, 0.1}, new double[] {0.2, 0.8, 0.8, 0.8}, new double[] {0.7, 0.3, 0.3, 0.3
                });
        TaughtLabelProbabilities evidence = taught(p, new double[] {1, 0, 0, 0});
        // under each label the last is the most uncertain one and the first the surest: 0, ½, 1
        assertTaught(new Cvirs(), evidence, 0, 0.5 * 1, 1 * 0);
        DoubleMatrix turned = DoubleMatrix.of(
                new double[] {0.7, 0.7, 0.3, 0.3}, new double[] {0.2, 0.8, 0.8, 0.8}, new double[] {0.9, 0.1, 0.1, 0.1
                });
        assertTaught(new Cvirs(), taught(turned, new double[] {1, 0, 0, 0}), LN3 / (2 * LN2), 0.5, 0);
    }

    @Test
    void equal_margins_share_their_mean_rank_and_one_candidate_has_the_best() {
        DoubleMatrix p = DoubleMatrix.of(new double[] {0.4, 0.9}, new double[] {0.6, 0.9}, new double[] {1, 0.1});
        // margins (0.2, 0.2, 1) and (0.8, 0.8, 0.8): places (½, ½, 2) and (1, 1, 1), votes (2.5, 2.5, 1) of 4
        double[] labelled = {1, 0};
        // predicted {1}, {0, 1}, {0}: opposite; nothing to share with an entropy of 0; the same
        assertTaught(new Cvirs(), taught(p, labelled), 2.5 / 4, 2.5 / 4, 0);
        assertTaught(new Cvirs(), taught(DoubleMatrix.of(new double[] {0.4, 0.9}), labelled), 1);
    }

    /** All labelled items have two labels, so two are to be expected: 0.1 + 0.4 + 0.2 for the first. */
    @Test
    void maximal_confidence_is_that_the_likeliest_labels_are_true_as_many_as_are_expected() {
        TaughtLabelProbabilities evidence = taught(P, new double[] {1, 1, 0}, new double[] {0, 1, 1});
        assertTaught(new Mmc(), evidence, 0.7, 0.6 + 0.9 + 0, 0 + 0.25 + 0.5);
    }

    /** The weights are those of scikit-learn 1.2.1 (multinomial, C = 1, tolerance 1e−14) on the sorted, scaled rows. */
    @Test
    void the_expected_number_of_labels_is_by_logistic_regression() {
        DoubleMatrix p = DoubleMatrix.of(
                new double[] {0.9, 0.1, 0.2},
                new double[] {0.8, 0.3, 0.1},
                new double[] {0.7, 0.6, 0.1},
                new double[] {0.5, 0.6, 0.2},
                new double[] {0.6, 0.7, 0.6},
                new double[] {0.95, 0.05, 0.1},
                new double[] {0.4, 0.5, 0.5});
        LabelCounts counts = LabelCounts.fit(p, new int[] {1, 1, 2, 2, 3, 1, 2});
        double[][] wanted = {
            {0.5115827115, -0.3084803256, -0.2031034949, 0.191751955},
            {-0.3251844916, 0.2834476743, 0.0417336532, 0.4631037627},
            {-0.1863982199, 0.0250326513, 0.1613698417, -0.6548557177}
        };
        for (int count = 1; count <= 3; count++) {
            assertThat(counts.weights(count)).containsExactly(wanted[count - 1], within(1e-4));
        }
        int[] predicted = {1, 1, 2, 2, 2, 1, 2};
        for (int i = 0; i < predicted.length; i++) {
            double[] row = new double[3];
            p.copyRow(i, row);
            assertThat(counts.of(row)).as("row %d", i).isEqualTo(predicted[i]);
        }
    }

    @Test
    void what_compares_with_labelled_items_says_that_there_are_none() {
        TaughtLabelProbabilities evidence =
                TaughtLabelProbabilities.of(Items.range(3), P, DoubleMatrix.of(), DoubleMatrix.of());
        assertThatThrownBy(() -> new Cvirs().score(evidence))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "The acquisition (cvirs) compares with labelled items, but (0) items are labelled.");
        assertThatThrownBy(() -> new Mmc().score(evidence)).hasMessageContaining("(mmc)");
        assertThatThrownBy(() -> new LabelCardinalityInconsistency().score(evidence))
                .hasMessageContaining("(lci)");
        assertThatThrownBy(() -> new MaxMarginCardinality().score(evidence)).hasMessageContaining("(mmu-lci)");
        assertThatThrownBy(() -> new MaxMarginCardinality(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The beta (1.5) is not in [0, 1].");
    }
}
