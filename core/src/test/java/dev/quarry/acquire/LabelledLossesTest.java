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
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ISAL and GLISTER, against numbers worked out on paper and gradients written out. */
class LabelledLossesTest {

    private static final Offset<Double> CLOSE = within(1e-8);
    private static final Randomness RANDOM = Randomness.seed(1);

    /** A layer of zeros on a line, two classes: everything is even. */
    private static TaughtHead even(double[] candidates, double[] labelled, int... labels) {
        Head head = new Head(DoubleMatrix.of(new double[] {0}, new double[] {0}), DoubleMatrix.of(new double[] {0, 0}));
        Matrix places = DoubleMatrix.wrap(candidates, candidates.length, 1);
        Matrix known = DoubleMatrix.wrap(labelled, labelled.length, 1);
        return TaughtHead.of(
                TaughtPredictions.of(
                        Items.range(candidates.length),
                        head.probabilities(places),
                        places,
                        known,
                        head.probabilities(known),
                        new Labels(Items.range(labels.length), labels, 2)),
                head);
    }

    @Test
    void of_an_even_layer_influence_and_product_are_those_of_two_vectors() {
        // gradients are (−½, ½) ⊗ (h, 1) for label 0, which is the likeliest as the lower one. At h = 0 and label 0 the
        // labelled gradient is (−½, ½) ⊗ (0, 1), an eigenvector of H = [¼ −¼; −¼ ¼] ⊗ [0 0; 0 1] of the value ½
        TaughtHead evidence = even(new double[] {3, -1}, new double[] {0}, 0);
        double[] influence = new Isal(0.25, 1).score(evidence);
        assertThat(influence).containsExactly(new double[] {0.5 / 0.75, 0.5 / 0.75}, CLOSE);
        assertThat(new Glister().select(evidence, 1, RANDOM).picks().get(0).score())
                .isCloseTo(0.5, CLOSE);
    }

    @Test
    void a_candidate_that_is_like_what_is_labelled_helps_and_one_across_does_harm() {
        // the product of (h, 1) with (2, 1) is 2h + 1: 7 and −5, each times ½
        TaughtHead evidence = even(new double[] {-3, 3}, new double[] {2}, 0);
        Selection both = new Glister(1e-9).select(evidence, 2, RANDOM);
        assertThat(both.ids()).containsExactly(1, 0);
        assertThat(both.picks().get(0).score()).isCloseTo(3.5, CLOSE);
        assertThat(both.picks().get(1).score()).isCloseTo(-2.5, CLOSE);
        assertThat(new Isal().select(evidence, 1, RANDOM).ids()).containsExactly(1);
    }

    private static TaughtHead some(long seed, int n) {
        return (TaughtHead) new SomeEvidence(true, seed).of(TaughtHead.class, SomeEvidence.items(n));
    }

    /** {@code (p − e_y) ⊗ [h; 1]}. */
    private static double[] gradient(double[] p, Matrix places, int row, int label) {
        int inputs = places.cols() + 1;
        double[] gradient = new double[p.length * inputs];
        for (int j = 0; j < gradient.length; j++) {
            double error = p[j / inputs] - (j / inputs == label ? 1 : 0);
            gradient[j] = error * (j % inputs == places.cols() ? 1 : places.get(row, j % inputs));
        }
        return gradient;
    }

    private static double[] row(Matrix p, int row) {
        double[] out = new double[p.cols()];
        p.copyRow(row, out);
        return out;
    }

    private static int likeliest(double[] p) {
        int best = 0;
        for (int c = 1; c < p.length; c++) {
            best = p[c] > p[best] ? c : best;
        }
        return best;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void influence_is_that_of_an_explicit_hessian(long seed) {
        TaughtHead evidence = some(seed, 10);
        int m = evidence.labels().size();
        double[][] hessian = PlainFisher.known(evidence, 0.01 * m, true);
        double[] gradient = new double[hessian.length];
        for (int i = 0; i < m; i++) {
            double[] one = gradient(
                    row(evidence.labelledProbabilities(), i),
                    evidence.labelled(),
                    i,
                    evidence.labels().of(i));
            for (int j = 0; j < one.length; j++) {
                gradient[j] += one[j];
            }
        }
        double[][] inverse = PlainFisher.inverse(hessian);
        double[] scores = new Isal().score(evidence);
        double[] two = new Isal(0.01, 2).score(evidence);
        for (int row = 0; row < 10; row++) {
            double[] p = row(evidence.probabilities(), row);
            double[] each = new double[p.length];
            for (int label = 0; label < p.length; label++) {
                double[] one = gradient(p, evidence.embeddings(), row, label);
                for (int j = 0; j < one.length; j++) {
                    each[label] += dot(inverse[j], gradient) * one[j];
                }
            }
            int first = likeliest(p);
            assertThat(scores[row]).isCloseTo(each[first], CLOSE);
            double[] rest = p.clone();
            rest[first] = -1;
            int second = likeliest(rest);
            double mean = (p[first] * each[first] + p[second] * each[second]) / (p[first] + p[second]);
            assertThat(two[row]).isCloseTo(mean, CLOSE);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void glister_is_the_greedy_choice_with_a_layer_that_is_moved(long seed) {
        TaughtHead evidence = own(some(seed, 12));
        double rate = 0.8;
        int inputs = evidence.embeddings().cols() + 1;
        double[] moved = new double[SomeEvidence.CLASSES * inputs];
        List<Integer> taken = new ArrayList<>();
        Selection selection = new Glister(rate).select(evidence, 5, RANDOM);
        for (int pick = 0; pick < 5; pick++) {
            double[] loss = lossGradient(evidence, moved);
            int best = -1;
            double most = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < 12; row++) {
                double gain = dot(loss, candidate(evidence, row));
                if (!taken.contains(row) && gain > most) {
                    most = gain;
                    best = row;
                }
            }
            taken.add(best);
            double[] step = candidate(evidence, best);
            for (int j = 0; j < moved.length; j++) {
                moved[j] -= rate * step[j];
            }
            assertThat(selection.picks().get(pick).score()).isCloseTo(most, CLOSE);
        }
        assertThat(evidence.items().rows(selection.ids()))
                .containsExactly(taken.stream().mapToInt(Integer::intValue).toArray());
    }

    /** With the probabilities that the head gives on labelled items. */
    private static TaughtHead own(TaughtHead evidence) {
        return TaughtHead.of(
                TaughtPredictions.of(
                        evidence.items(),
                        evidence.probabilities(),
                        evidence.embeddings(),
                        evidence.labelled(),
                        evidence.head().probabilities(evidence.labelled()),
                        evidence.labels()),
                evidence.head());
    }

    private static double[] candidate(TaughtHead evidence, int row) {
        double[] p = row(evidence.probabilities(), row);
        return gradient(p, evidence.embeddings(), row, likeliest(p));
    }

    /** The gradient of the mean loss under a head that was moved. */
    private static double[] lossGradient(TaughtHead evidence, double[] moved) {
        int d = evidence.embeddings().cols();
        double[][] weights = new double[SomeEvidence.CLASSES][d];
        double[] biases = new double[SomeEvidence.CLASSES];
        for (int c = 0; c < SomeEvidence.CLASSES; c++) {
            for (int j = 0; j < d; j++) {
                weights[c][j] = evidence.head().weights().get(c, j) + moved[c * (d + 1) + j];
            }
            biases[c] = evidence.head().biases().get(0, c) + moved[c * (d + 1) + d];
        }
        Head head = new Head(DoubleMatrix.of(weights), DoubleMatrix.of(biases));
        Matrix p = head.probabilities(evidence.labelled());
        double[] gradient = new double[moved.length];
        for (int i = 0; i < p.rows(); i++) {
            double[] one = gradient(
                    row(p, i), evidence.labelled(), i, evidence.labels().of(i));
            for (int j = 0; j < one.length; j++) {
                gradient[j] += one[j] / p.rows();
            }
        }
        return gradient;
    }

    @Test
    void an_item_of_the_same_batch_is_no_part_of_the_loss() {
        TaughtHead evidence = some(4, 10);
        TaughtHead after = Slices.labelling(evidence, TaughtHead.class, new int[] {3});
        double before = new Glister().select(evidence, 1, RANDOM).picks().get(0).score();
        assertThat(new Glister().select(after, 1, RANDOM).picks().get(0).score())
                .isLessThanOrEqualTo(before);
        assertThat(new Isal().score(after)).hasSize(9);
    }

    @Test
    void the_mean_over_all_labels_is_refused_because_it_is_0() {
        assertThatThrownBy(() -> new Isal(0.01, 3).score(some(1, 5))).hasMessageContaining("(3) likeliest of (3)");
    }

    @Test
    void without_a_label_there_is_no_loss() {
        TaughtHead cold = even(new double[] {1}, new double[0]);
        assertThatThrownBy(() -> new Isal().score(cold)).hasMessageContaining("no label is known");
        assertThatThrownBy(() -> new Glister().select(cold, 1, RANDOM)).hasMessageContaining("no label is known");
    }

    @Test
    void rules_are_stated() {
        assertThatThrownBy(() -> new Isal(0, 1)).hasMessageContaining("(0.0)");
        assertThatThrownBy(() -> new Isal(1, 0)).hasMessageContaining("(0)");
        assertThatThrownBy(() -> new Glister(Double.NaN)).hasMessageContaining("(NaN)");
    }
}
