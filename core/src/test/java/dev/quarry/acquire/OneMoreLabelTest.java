package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Labels;
import dev.quarry.evidence.Refits;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected error reduction and expected model output change, against numbers worked out on paper and plain sums. */
class OneMoreLabelTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final Randomness RANDOM = Randomness.seed(1);
    private static final ExpectedErrorReduction BINARY = new ExpectedErrorReduction(ExpectedError.BINARY, 0, 0, false);
    private static final ExpectedErrorReduction LOG = new ExpectedErrorReduction(ExpectedError.LOG, 0, 0, false);

    /** p is ¾ ¼, ½ ½, 1 0. A label of item 0 makes the others certain of it; one of item 1 nothing; of 2 both even. */
    private static Refits three() {
        double[][] now = {{0.75, 0.25}, {0.5, 0.5}, {1, 0}};
        return refits(now, (row, label, rows) -> {
            double[] certain = {label == 0 ? 1 : 0, label == 1 ? 1 : 0};
            double[][] after = new double[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                after[i] = row == 0 ? certain : row == 1 ? now[rows[i]] : new double[] {0.5, 0.5};
            }
            return DoubleMatrix.of(after);
        });
    }

    private static Refits refits(double[][] now, Refits.Fit fit) {
        Labels none = new Labels(Items.range(0), new int[0], now[0].length);
        return Refits.of(
                TaughtPredictions.of(
                        Items.range(now.length),
                        DoubleMatrix.of(now),
                        FloatMatrix.wrap(new float[now.length], now.length, 1),
                        FloatMatrix.of(),
                        FloatMatrix.of(),
                        none),
                fit);
    }

    @Test
    void the_error_is_that_which_the_next_model_expects_on_the_others() {
        // after item 1 the others stay at 3/4 1/4 and 1 0; after item 2, surely of class 0, both are even
        assertThat(BINARY.score(three())).containsExactly(new double[] {0, -0.25 / 2, -0.5}, EXACT);
        double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
        assertThat(LOG.score(three())).containsExactly(new double[] {0, -entropy / 2, -Math.log(2)}, EXACT);
    }

    @Test
    void the_candidate_itself_counts_only_if_asked_for() {
        double[] scores = new ExpectedErrorReduction(ExpectedError.BINARY, 0, 0, true).score(three());
        assertThat(scores).containsExactly(new double[] {0, -(0.25 + 0.5) / 3, -0.5}, EXACT);
    }

    @Test
    void the_change_is_the_mean_distance_of_the_answers_over_the_labels_as_probable_as_they_are() {
        // item 0, label 0 (3/4): |1/4|·2, |1/2|·2, 0; label 1 (1/4): 3/4·2, 1/2·2, 2; item 2: 1/4·2, 0, 1/2·2
        double first = (0.75 * (0.5 + 1) + 0.25 * (1.5 + 1 + 2)) / 3;
        Selection all = new ExpectedModelOutputChange(0, 0).select(three(), 3, RANDOM);
        assertThat(all.ids()).containsExactly(0, 2, 1);
        assertThat(all.picks())
                .extracting(Pick::score)
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(first, 0.5, 0.0);
    }

    @Test
    void a_label_that_is_impossible_costs_no_fit() {
        AtomicInteger fits = new AtomicInteger();
        Refits counted = refits(new double[][] {{0.75, 0.25}, {0.5, 0.5}, {1, 0}}, (row, label, rows) -> {
            fits.incrementAndGet();
            return three().refitted(row, label, rows);
        });
        LOG.select(counted, 1, RANDOM);
        assertThat(fits).hasValue(5);
    }

    @Test
    void the_only_candidate_leaves_nothing_to_be_wrong_about() {
        Refits alone = refits(new double[][] {{0.5, 0.5}}, (row, label, rows) -> DoubleMatrix.of(new double[] {1, 0}));
        assertThat(LOG.score(alone)).containsExactly(0);
        assertThat(LOG.select(alone, 4, RANDOM).ids()).containsExactly(0);
    }

    private static Refits some(int n) {
        return (Refits) new SomeEvidence(true, 5).of(Refits.class, SomeEvidence.items(n));
    }

    @Test
    void scores_are_those_of_a_plain_sum() {
        Refits evidence = some(25);
        double[] scores = LOG.score(evidence);
        for (int row = 0; row < 25; row++) {
            double expected = 0;
            for (int label = 0; label < SomeEvidence.CLASSES; label++) {
                double loss = 0;
                for (int target = 0; target < 25; target++) {
                    for (int c = 0; c < SomeEvidence.CLASSES && target != row; c++) {
                        double p = evidence.refitted(row, label, new int[] {target})
                                .get(0, c);
                        loss -= p * Math.log(p);
                    }
                }
                expected += evidence.probabilities().get(row, label) * loss / 24;
            }
            assertThat(scores[row]).isCloseTo(-expected, EXACT);
        }
    }

    @Test
    void what_is_chosen_has_the_largest_scores_where_nothing_is_drawn() {
        Refits evidence = some(25);
        double[] scores = LOG.score(evidence);
        double[] best = Arrays.stream(scores).sorted().toArray();
        assertThat(LOG.select(evidence, 4, RANDOM).picks())
                .extracting(Pick::score)
                .containsExactly(best[24], best[23], best[22], best[21]);
    }

    @Test
    void only_so_many_candidates_are_looked_at_and_measured_on_drawn_anew_for_each_round() {
        List<Integer> looked = new ArrayList<>();
        List<Integer> measured = new ArrayList<>();
        Refits evidence = some(50);
        Refits counted = Refits.of(evidence, (row, label, rows) -> {
            looked.add(row);
            measured.add(rows.length);
            return evidence.refitted(row, label, rows);
        });
        ExpectedErrorReduction drawing = new ExpectedErrorReduction(ExpectedError.LOG, 5, 7, false);
        drawing.select(counted, 2, Randomness.seed(1));
        assertThat(looked).hasSize(5 * SomeEvidence.CLASSES);
        assertThat(measured).containsOnly(7);
        List<Integer> first = List.copyOf(looked);
        looked.clear();
        drawing.select(counted, 2, Randomness.seed(2));
        assertThat(looked).isNotEqualTo(first);
        assertThat(drawing.select(evidence, 9, RANDOM).ids()).hasSize(9);
    }

    @Test
    void an_interrupted_thread_stops_before_the_next_fit() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> LOG.select(three(), 1, RANDOM))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void workers_share_the_fits() {
        Refits evidence = some(40);
        Selection alone = LOG.select(evidence, 5, RANDOM);
        assertThat(Workers.using(3, () -> LOG.select(evidence, 5, RANDOM))).isEqualTo(alone);
    }

    @Test
    void a_fit_that_gives_no_numbers_is_refused_by_the_name_of_the_item() {
        Refits broken = refits(
                new double[][] {{0.5, 0.5}, {0.5, 0.5}},
                (row, label, rows) -> DoubleMatrix.of(new double[] {Double.NaN, 1}, new double[] {Double.NaN, 1}));
        assertThatThrownBy(() -> LOG.select(broken, 1, RANDOM)).hasMessageContaining("item (");
    }

    @Test
    void rules_are_stated() {
        assertThatThrownBy(() -> new ExpectedErrorReduction(ExpectedError.LOG, -1, 0, false))
                .hasMessageContaining("(-1)");
        assertThatThrownBy(() -> new ExpectedModelOutputChange(0, -3)).hasMessageContaining("(-3)");
    }
}
