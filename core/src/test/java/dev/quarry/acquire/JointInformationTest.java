package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.Slices;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** BatchBALD and EPIG: what a model says about several items. */
class JointInformationTest {

    private static final Randomness LOWEST = Randomness.seed(9).withLowestIdTies();
    private static final double LN2 = Math.log(2);

    /** Four members that are sure: item 0 parts {1, 2} from {3, 4}, item 1 is its copy, item 2 parts {1, 3} from {2, 4}. */
    private static final double[] HALVES = {1, 0, 1, 0, 0, 1, 0, 1};

    private static final double[] OTHER_HALVES = {1, 0, 0, 1, 1, 0, 0, 1};

    private static SampledProbabilities sure() {
        return SampledProbabilities.of(Items.range(3), DoubleMatrix.of(HALVES, HALVES, OTHER_HALVES), 4, true);
    }

    private static SampledProbabilities some(int n, int members, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[n][members * classes];
        for (double[] row : rows) {
            for (int at = 0; at < row.length; at += classes) {
                double sum = 0;
                for (int c = at; c < at + classes; c++) {
                    row[c] = random.nextExponential();
                    sum += row[c];
                }
                for (int c = at; c < at + classes; c++) {
                    row[c] /= sum;
                }
            }
        }
        return SampledProbabilities.of(Items.range(n), DoubleMatrix.of(rows), members, true);
    }

    @Test
    void epig_asks_about_the_targets_that_come_with_the_evidence() {
        SampledProbabilities all = some(10, 3, 2, 77);
        int[] first = {0, 1, 2, 3, 4, 5};
        int[] rest = {6, 7, 8, 9};
        SampledProbabilities candidates = Slices.of(all, SampledProbabilities.class, first);
        double[] scores = new Epig().score(candidates.withTargets(all.samples().select(rest)));
        for (int row = 0; row < first.length; row++) {
            double sum = 0;
            for (int target : rest) {
                SampledProbabilities pair = Slices.of(all, SampledProbabilities.class, new int[] {row});
                sum += new Epig().score(pair.withTargets(all.samples().select(new int[] {target})))[0];
            }
            assertThat(scores[row]).isCloseTo(sum / rest.length, within(1e-12));
        }
        SampledProbabilities cut = Slices.of(
                candidates.withTargets(all.samples().select(rest)), SampledProbabilities.class, new int[] {4});
        assertThat(new Epig().score(cut)[0]).isCloseTo(scores[4], within(1e-12));
        assertThatThrownBy(() -> all.withTargets(some(2, 2, 2, 1).samples()))
                .hasMessageContaining("The targets have (4) columns but the samples have (6)");
    }

    @Test
    void the_second_copy_of_what_is_taken_says_nothing_more() {
        Selection picks = new BatchBald().select(sure(), 3, LOWEST);
        assertThat(picks.ids()).containsExactly(0, 2, 1);
        assertThat(picks.picks().get(0).score()).isCloseTo(LN2, within(1e-15));
        assertThat(picks.picks().get(1).score()).isCloseTo(LN2, within(1e-15));
        assertThat(picks.picks().get(2).score()).isCloseTo(0, within(1e-15));
        assertThat(new Bald().select(sure(), 2, LOWEST).ids()).containsExactly(0, 1);
    }

    @Test
    void an_answer_counts_by_what_it_says_about_the_targets() {
        double[] scores = new Epig(3, 0).score(sure());
        assertThat(scores).containsExactly(new double[] {2 * LN2 / 3, 2 * LN2 / 3, LN2 / 3}, within(1e-15));
    }

    @Property(tries = 60)
    void gains_never_grow_begin_with_the_largest_bald_and_stay_below_it(
            @ForAll @IntRange(min = 2, max = 6) int members,
            @ForAll @IntRange(min = 2, max = 4) int classes,
            @ForAll long seed) {
        SampledProbabilities evidence = some(12, members, classes, seed);
        double[] bald = new Bald().score(evidence);
        Selection picks = new BatchBald(20_000).select(evidence, 5, LOWEST);
        assertThat(picks.ids()[0])
                .isEqualTo(new Bald().select(evidence, 1, LOWEST).ids()[0]);
        double before = Double.POSITIVE_INFINITY;
        double sum = 0;
        for (Pick pick : picks.picks()) {
            assertThat(pick.score()).isBetween(0.0, Math.min(before, bald[(int) pick.id()]) + 1e-12);
            before = pick.score();
            sum += pick.score();
        }
        assertThat(sum).isLessThanOrEqualTo(Math.log(members) + 1e-12);
    }

    @Test
    void the_certificate_counts_the_picks_that_are_exact() {
        SampledProbabilities evidence = some(40, 5, 3, 1);
        for (int budget : new int[] {0, 1, 3, 5, 6, 9}) {
            Certificate certificate = Objects.requireNonNull(
                    new BatchBald(100).select(evidence, budget, LOWEST).certificate());
            assertThat(certificate.name()).isEqualTo("picks by exact joint entropies");
            assertThat(certificate.value()).isEqualTo(Math.min(budget, 5)); // 3^4 = 81 answers to four picks
        }
    }

    @Test
    void drawn_answers_give_the_same_picks_for_any_threads_and_begin_larger_batches() {
        SampledProbabilities evidence = some(3000, 7, 4, 2);
        BatchBald acquisition = new BatchBald(300);
        List<Pick> all = acquisition.select(evidence, 9, LOWEST).picks();
        assertThat(acquisition.select(evidence, 7, LOWEST).picks()).isEqualTo(all.subList(0, 7));
        for (int threads : new int[] {2, 7}) {
            assertThat(Workers.using(threads, () -> acquisition.select(evidence, 9, LOWEST))
                            .picks())
                    .isEqualTo(all);
        }
    }

    @Test
    void targets_are_drawn_by_id_and_all_of_them_where_there_are_fewer() {
        SampledProbabilities evidence = some(30, 4, 3, 3);
        assertThat(new Epig(30, 1).score(evidence)).containsExactly(new Epig(99, 2).score(evidence), within(1e-12));
        assertThat(new Epig(5, 1).score(evidence)).isNotEqualTo(new Epig(5, 2).score(evidence));
    }

    @Test
    void the_target_of_one_item_alone_is_itself() {
        SampledProbabilities one = some(1, 4, 3, 4);
        double[] bald = new Bald().score(one);
        assertThat(new Epig().score(one)[0]).isPositive().isLessThan(bald[0]);
        SampledProbabilities certain = SampledProbabilities.of(Items.range(1), DoubleMatrix.of(HALVES), 4, true);
        assertThat(new Epig().score(certain)[0]).isCloseTo(LN2, within(1e-15));
    }

    @Test
    void independent_passes_are_refused_with_what_to_do() {
        SampledProbabilities independent =
                SampledProbabilities.of(Items.range(3), DoubleMatrix.of(HALVES, HALVES, OTHER_HALVES), 4, false);
        for (Acquisition<SampledProbabilities> acquisition : List.of(new BatchBald(), new Epig())) {
            assertThatThrownBy(() -> acquisition.select(independent, 1, LOWEST))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(
                            Scores.reason(acquisition),
                            "not by the same model",
                            "Maybe keep one dropout mask per pass");
        }
    }

    @Test
    void parameters_have_rules() {
        assertThatThrownBy(() -> new BatchBald(0)).hasMessageContaining("configurations (0)");
        assertThatThrownBy(() -> new Epig(0, 0)).hasMessageContaining("targets (0)");
        assertThat(IntStream.of(new BatchBald().configurations(), new Epig().targets()))
                .containsExactly(10_000, 100);
    }
}
