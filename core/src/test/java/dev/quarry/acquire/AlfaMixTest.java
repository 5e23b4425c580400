package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Head;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlfaMixTest {

    private static final Randomness LOWEST = Randomness.seed(6).withLowestIdTies();

    private static TaughtHead evidence(Head head, Matrix places, Matrix known, int... labels) {
        TaughtPredictions taught = TaughtPredictions.of(
                Items.range(places.rows()),
                head.probabilities(places),
                places,
                known,
                head.probabilities(known),
                new Labels(
                        Items.of(IntStream.range(0, labels.length)
                                .mapToLong(i -> 1000 + i)
                                .toArray()),
                        labels,
                        head.classes()));
        return TaughtHead.of(taught, head);
    }

    /** Two classes on a line, the boundary at 0: logits x and −x. */
    private static Head line() {
        return new Head(DoubleMatrix.of(new double[] {1}, new double[] {-1}), DoubleMatrix.of(new double[] {0, 0}));
    }

    @Test
    void on_a_line_the_least_cap_is_the_share_of_the_way_to_an_anchor_that_crosses_the_boundary() {
        // the anchor of class 0 is (1 + 3) / 2 = 2, that of class 1 is −4
        TaughtHead evidence = evidence(
                line(),
                DoubleMatrix.of(new double[] {1}, new double[] {0.25}, new double[] {-8}),
                DoubleMatrix.of(new double[] {1}, new double[] {3}, new double[] {-4}),
                0,
                0,
                1);
        // the step is ε·‖a − z‖ towards the boundary: the farthest anchor needs least
        double[] caps = {1 / 5.0, 0.25 / 4.25, 8 / 10.0};
        Selection all = new AlfaMix().select(evidence, 3, LOWEST);
        assertThat(all.ids()).containsExactly(1, 0, 2);
        assertThat(all.picks().stream().mapToDouble(Pick::score).toArray())
                .containsExactly(new double[] {1 / (1 + caps[1]), 1 / (1 + caps[0]), 1 / (1 + caps[2])}, within(1e-12));
    }

    @Test
    void labels_that_nobody_gave_belong_to_no_anchor_and_without_anchors_nothing_changes() {
        Matrix places = DoubleMatrix.of(new double[] {1}, new double[] {2});
        TaughtHead one =
                evidence(line(), places, DoubleMatrix.of(new double[] {-1}, new double[] {-99}), 1, Labels.UNKNOWN);
        assertThat(new AlfaMix().select(one, 1, LOWEST).picks().get(0).score())
                .isCloseTo(1 / (1 + 1 / 2.0), within(1e-12));
        TaughtHead none = evidence(line(), places, DoubleMatrix.of(new double[] {-99}), Labels.UNKNOWN);
        assertThat(new AlfaMix().select(none, 2, LOWEST).picks())
                .extracting(Pick::score)
                .containsExactly(0.0, 0.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.03125, 0.2, 1})
    void candidates_change_as_by_mixing_in_each_anchor_in_turn(double cap) {
        for (long seed = 1; seed <= 6; seed++) {
            TaughtHead some = (TaughtHead) new SomeEvidence(true, seed).of(TaughtHead.class, SomeEvidence.items(40));
            for (int budget : new int[] {2, 5, 20}) {
                Set<Long> changed = changed(some, cap, budget);
                long[] ids = new AlfaMix(cap).select(some, budget, LOWEST).ids();
                assertThat(ids).hasSize(budget).doesNotHaveDuplicates();
                if (changed.size() >= budget) {
                    assertThat(changed).containsAll(Arrays.stream(ids).boxed().toList());
                } else {
                    assertThat(Arrays.stream(ids).boxed().collect(Collectors.toSet()))
                            .containsAll(changed);
                }
            }
        }
    }

    /** The formula of the paper, coordinate by coordinate, with a cap that grows. */
    private static Set<Long> changed(TaughtHead evidence, double cap, int budget) {
        Set<Long> changed = new TreeSet<>();
        for (int steps = 1; steps == 1 || (changed.size() <= budget && (steps - 1) * cap < 1); steps++) {
            changed.clear();
            for (int row = 0; row < evidence.size(); row++) {
                for (int label = 0; label < evidence.labels().classes(); label++) {
                    if (changes(evidence, row, label, steps * cap)) {
                        changed.add(evidence.items().id(row));
                    }
                }
            }
        }
        return changed;
    }

    private static boolean changes(TaughtHead evidence, int row, int label, double cap) {
        int[] of = evidence.labels().rows(label);
        double[] z = new double[evidence.embeddings().cols()];
        evidence.embeddings().copyRow(row, z);
        double[] anchor = new double[z.length];
        Arrays.setAll(
                anchor,
                j -> IntStream.of(of)
                        .mapToDouble(i -> evidence.labelled().get(i, j))
                        .average()
                        .orElseThrow());
        DoubleMatrix p = evidence.head().probabilities(DoubleMatrix.of(z));
        int answer = answer(evidence, z);
        double[] residual = p.values().clone();
        residual[answer] -= 1;
        Matrix gradient = evidence.head().pullBack(DoubleMatrix.of(residual));
        double steep = 0;
        double far = 0;
        for (int j = 0; j < z.length; j++) {
            steep += gradient.get(0, j) * gradient.get(0, j);
            far += (anchor[j] - z[j]) * (anchor[j] - z[j]);
        }
        double epsilon = cap / Math.sqrt(z.length);
        double[] mixed = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            double alpha = epsilon * Math.sqrt(far) * gradient.get(0, j) / (Math.sqrt(steep) * (anchor[j] - z[j]));
            mixed[j] = anchor[j] == z[j] ? z[j] : (1 - alpha) * z[j] + alpha * anchor[j];
        }
        return answer(evidence, mixed) != answer;
    }

    private static int answer(TaughtHead evidence, double[] place) {
        double[] z = evidence.head().logits(DoubleMatrix.of(place)).values();
        int best = 0;
        for (int c = 1; c < z.length; c++) {
            best = z[c] > z[best] ? c : best;
        }
        return best;
    }

    @Test
    void coordinates_in_which_there_is_nothing_to_mix_stay_where_they_are() {
        // only the first coordinate differs from the anchor, so the second, along which the answer changes, does not
        // move
        Head head = new Head(
                DoubleMatrix.of(new double[] {0, 1}, new double[] {0, -1}), DoubleMatrix.of(new double[] {0, 0}));
        TaughtHead evidence =
                evidence(head, DoubleMatrix.of(new double[] {3, 0.5}), DoubleMatrix.of(new double[] {1, 0.5}), 0);
        assertThat(new AlfaMix().select(evidence, 1, LOWEST).picks().get(0).score())
                .isZero();
    }

    @Test
    void clusters_are_formed_among_those_that_change_and_at_unit_length() {
        // all of class 0 and close to the plane x = 0 by angle; two directions, each twice at other lengths
        Head head = new Head(
                DoubleMatrix.of(new double[] {1, 0}, new double[] {-1, 0}), DoubleMatrix.of(new double[] {0, 0}));
        TaughtHead evidence = evidence(
                head,
                DoubleMatrix.of(
                        new double[] {0.01, 1},
                        new double[] {0.02, 2},
                        new double[] {0.01, -1},
                        new double[] {0.02, -2},
                        new double[] {900, 0}),
                DoubleMatrix.of(new double[] {-5, 0}),
                1);
        long[] ids = new AlfaMix().select(evidence, 2, LOWEST).ids();
        assertThat(ids).containsExactlyInAnyOrder(0, 2);
    }

    @Test
    void a_cap_outside_its_range_is_refused() {
        assertThatThrownBy(() -> new AlfaMix(0)).hasMessageContaining("cap (0.0)");
        assertThatThrownBy(() -> new AlfaMix(1.5)).hasMessageContaining("cap (1.5)");
    }
}
