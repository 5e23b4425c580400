package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Head;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.Slices;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BAIT and variance reduction, against numbers worked out on paper and matrices written out. */
class FisherChoicesTest {

    private static final Offset<Double> CLOSE = within(1e-9);
    private static final Randomness RANDOM = Randomness.seed(1);
    private static final Labels NONE = new Labels(Items.range(0), new int[0], 2);

    private static TaughtPredictions even(double[]... places) {
        double[][] p = new double[places.length][];
        Arrays.fill(p, new double[] {0.5, 0.5});
        return TaughtPredictions.of(
                Items.range(places.length),
                DoubleMatrix.of(p),
                DoubleMatrix.of(places),
                FloatMatrix.of(),
                FloatMatrix.of(),
                NONE);
    }

    @Test
    void of_two_candidates_the_longer_one_informs_more() {
        // along (1, −1) / √2 the information is 2·¼·h²: ½ and 2, their mean 5/4; with λ = 1 the trace falls from 5/4
        // to 5/4 / (1 + 2) = 5/12, to 5/4 / (1 + ½) = 5/6, or with both to 5/4 / 3.5
        Selection one = new Bait().select(even(new double[] {1}, new double[] {2}), 1, RANDOM);
        assertThat(one.picks()).hasSize(1);
        assertThat(one.picks().get(0).id()).isEqualTo(1);
        assertThat(one.picks().get(0).score()).isCloseTo(5 / 4.0 - 5 / 12.0, CLOSE);
        assertThat(Objects.requireNonNull(one.certificate()).value()).isCloseTo(5 / 12.0, CLOSE);
        Selection both = new Bait().select(even(new double[] {1}, new double[] {2}), 2, RANDOM);
        assertThat(both.ids()).containsExactly(1, 0);
        assertThat(both.picks().get(1).score()).isCloseTo(5 / 12.0 - 5 / 14.0, CLOSE);
    }

    @Test
    void the_variance_that_a_label_removes_is_that_of_the_plain_formula() {
        // h is (1, 1) or (−1, 1), I(x) = ½ hhᵀ, I(U) = ½; (1 + ½ hhᵀ)⁻¹ = 1 − ¼ hhᵀ; the trace falls from 1 by ¼
        Head head = new Head(DoubleMatrix.of(new double[] {0}, new double[] {0}), DoubleMatrix.of(new double[] {0, 0}));
        TaughtHead evidence = TaughtHead.of(even(new double[] {1}, new double[] {-1}), head);
        assertThat(new VarianceReduction().score(evidence)).containsExactly(new double[] {0.25, 0.25}, CLOSE);
    }

    private static TaughtPredictions some(long seed, int n) {
        return (TaughtPredictions) new SomeEvidence(true, seed).of(TaughtPredictions.class, SomeEvidence.items(n));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void bait_takes_and_gives_back_what_explicit_inverses_say(long seed) {
        TaughtPredictions evidence = some(seed, 15);
        for (double ridge : new double[] {0.1, 1}) {
            long[] ids = new Bait(ridge, 2, 0).select(evidence, 4, RANDOM).ids();
            assertThat(evidence.items().rows(ids))
                    .containsExactly(PlainFisher.bait(evidence, ridge, 4).stream()
                            .mapToInt(Integer::intValue)
                            .toArray());
        }
    }

    @Test
    void giving_back_does_matter() {
        assertThat(LongStream.range(1, 20).filter(seed -> {
                    long[] greedy =
                            new Bait(1, 1, 0).select(some(seed, 20), 4, RANDOM).ids();
                    long[] pruned =
                            new Bait(1, 2, 0).select(some(seed, 20), 4, RANDOM).ids();
                    return !Arrays.equals(greedy, pruned);
                }))
                .isNotEmpty();
    }

    @Test
    void the_certificate_is_the_trace_of_the_plain_formula() {
        TaughtPredictions evidence = some(7, 20);
        Selection selection = new Bait().select(evidence, 5, RANDOM);
        double[][] known = PlainFisher.known(evidence, 1, false);
        double[][] target = PlainFisher.known(evidence, 0, false);
        for (int row = 0; row < 20; row++) {
            PlainFisher.add(
                    target, PlainFisher.information(evidence.probabilities(), evidence.embeddings(), row, false), 1);
        }
        for (int row : evidence.items().rows(selection.ids())) {
            PlainFisher.add(
                    known, PlainFisher.information(evidence.probabilities(), evidence.embeddings(), row, false), 1);
        }
        double mean = PlainFisher.trace(known, target) / (20 + evidence.labels().size());
        assertThat(Objects.requireNonNull(selection.certificate()).value()).isCloseTo(mean, CLOSE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void variance_reduction_is_that_of_explicit_inverses(long seed) {
        TaughtHead evidence = (TaughtHead) new SomeEvidence(true, seed).of(TaughtHead.class, SomeEvidence.items(12));
        double[] scores = new VarianceReduction(0.5).score(evidence);
        double[][] known = PlainFisher.known(evidence, 0.5, true);
        double[][] target = PlainFisher.ridge(known.length, 0);
        for (int row = 0; row < 12; row++) {
            PlainFisher.add(target, information(evidence, row), 1.0 / 12);
        }
        double before = PlainFisher.trace(known, target);
        for (int row = 0; row < 12; row++) {
            double after = PlainFisher.trace(PlainFisher.with(known, information(evidence, row), 1), target);
            assertThat(scores[row]).isCloseTo(before - after, CLOSE);
        }
    }

    private static double[][] information(TaughtHead evidence, int row) {
        return PlainFisher.information(evidence.probabilities(), evidence.embeddings(), row, true);
    }

    @Test
    void what_is_certain_or_nowhere_informs_about_nothing() {
        Matrix p = DoubleMatrix.of(new double[] {1, 0, 0}, new double[] {0.2, 0.3, 0.5}, new double[] {0, 0.5, 0.5});
        Matrix h = DoubleMatrix.of(new double[] {9, 9}, new double[] {0, 0}, new double[] {1, 0});
        Labels none = new Labels(Items.range(0), new int[0], 3);
        TaughtPredictions evidence =
                TaughtPredictions.of(Items.range(3), p, h, FloatMatrix.of(), FloatMatrix.of(), none);
        Selection all = new Bait().select(evidence, 3, RANDOM);
        assertThat(all.ids()[0]).isEqualTo(2);
        assertThat(all.picks().get(1).score()).isCloseTo(0, CLOSE);
        assertThat(all.picks().get(2).score()).isCloseTo(0, CLOSE);
    }

    @Test
    void of_one_class_there_is_nothing_to_know() {
        TaughtPredictions evidence = TaughtPredictions.of(
                Items.range(3),
                DoubleMatrix.of(new double[] {1}, new double[] {1}, new double[] {1}),
                DoubleMatrix.of(new double[] {1}, new double[] {2}, new double[] {3}),
                FloatMatrix.of(),
                FloatMatrix.of(),
                new Labels(Items.range(0), new int[0], 1));
        assertThat(new Bait().select(evidence, 2, RANDOM).picks())
                .extracting(Pick::score)
                .containsExactly(0.0, 0.0);
    }

    @Test
    void the_second_of_two_alike_is_worth_less_and_duplicates_tie() {
        TaughtPredictions evidence = even(new double[] {2, 0}, new double[] {2, 0}, new double[] {0, 1.5});
        assertThat(new Bait().select(evidence, 2, RANDOM).ids()).contains(2);
    }

    @Test
    void an_item_of_the_same_batch_counts_as_labelled() {
        TaughtPredictions evidence = some(9, 20);
        TaughtPredictions after = Slices.labelling(evidence, TaughtPredictions.class, new int[] {4, 11});
        assertThat(after.items().rows(new Bait().select(after, 3, RANDOM).ids()))
                .containsExactly(PlainFisher.bait(after, 1, 3).stream()
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    @Test
    void threads_change_nothing() {
        TaughtPredictions evidence = some(11, 700);
        Selection alone = new Bait().select(evidence, 7, RANDOM);
        assertThat(Workers.using(3, () -> new Bait().select(evidence, 7, RANDOM)))
                .isEqualTo(alone);
    }

    @Test
    void a_rank_of_all_that_representations_span_changes_no_pick() {
        Matrix flat = some(5, 30).embeddings();
        double[][] tilted = new double[30][];
        for (int i = 0; i < 30; i++) { // three dimensions inside of five
            double x = flat.get(i, 0);
            double y = flat.get(i, 1);
            double z = flat.get(i, 2);
            tilted[i] = new double[] {x + y, x - y, z, y + z, 2 * x};
        }
        TaughtPredictions evidence = TaughtPredictions.of(
                SomeEvidence.items(30),
                some(5, 30).probabilities(),
                DoubleMatrix.of(tilted),
                FloatMatrix.of(),
                FloatMatrix.of(),
                new Labels(Items.range(0), new int[0], 3));
        Selection exact = new Bait().select(evidence, 5, RANDOM);
        assertThat(new Bait(1, 2, 3).select(evidence, 5, RANDOM).ids()).isEqualTo(exact.ids());
        assertThat(new Bait(1, 2, 1).select(evidence, 5, RANDOM).ids()).hasSize(5);
    }

    @Test
    void what_does_not_fit_is_refused_with_the_approximation_that_would() {
        int d = 30_000;
        TaughtPredictions wide = TaughtPredictions.of(
                Items.range(1),
                DoubleMatrix.of(new double[] {0.5, 0.25, 0.25}),
                FloatMatrix.wrap(new float[d], 1, d),
                FloatMatrix.of(),
                FloatMatrix.of(),
                new Labels(Items.range(0), new int[0], 3));
        assertThatThrownBy(() -> new Bait().select(wide, 1, RANDOM))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("(30000) dimensions", "(bait{rank: ");
    }

    @Test
    void rules_are_stated() {
        assertThatThrownBy(() -> new Bait(0, 2, 0)).hasMessageContaining("(0.0)");
        assertThatThrownBy(() -> new Bait(1, 0.5, 0)).hasMessageContaining("(0.5)");
        assertThatThrownBy(() -> new Bait(1, 2, -1)).hasMessageContaining("(-1)");
        assertThatThrownBy(() -> new VarianceReduction(-1)).hasMessageContaining("(-1.0)");
    }
}
