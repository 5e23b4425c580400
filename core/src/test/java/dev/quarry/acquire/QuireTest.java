package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Labels;
import dev.quarry.evidence.Slices;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.item.Items;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** QUIRE, against numbers worked out on paper and against the smallest and largest written out over all items. */
class QuireTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    private static TaughtEmbeddings line(double[] candidates, double[] labelled, int... labels) {
        return TaughtEmbeddings.of(
                Items.range(candidates.length),
                DoubleMatrix.wrap(candidates, candidates.length, 1),
                DoubleMatrix.wrap(labelled, labelled.length, 1),
                new Labels(Items.of(LongStream.range(100, 100 + labels.length).toArray()), labels, 2));
    }

    @Test
    void far_from_all_labels_only_the_candidate_itself_counts_and_on_one_the_worst_label_contradicts_it() {
        // K_l + λ = 2, so y_l costs ½; far away f = 0, v = 2: ½ more; on it k = 1: f = ½, v = 2 − ½: (3/2)² / (3/2)
        // more
        double[] scores = new Quire().score(line(new double[] {1_000, 0}, new double[] {0}, 1));
        assertThat(scores).containsExactly(new double[] {-1, -2}, CLOSE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void scores_are_the_largest_over_its_label_of_the_smallest_over_those_of_all_others(long seed) {
        TaughtEmbeddings evidence =
                (TaughtEmbeddings) new SomeEvidence(true, seed).of(TaughtEmbeddings.class, SomeEvidence.items(9));
        double[] scores = new Quire(0.7, 0.3).score(evidence);
        double[][] inverse = PlainFisher.inverse(kernel(evidence, 0.7, 0.3));
        for (int row = 0; row < 9; row++) {
            assertThat(scores[row]).isCloseTo(-worst(inverse, evidence.labels(), row), CLOSE);
        }
    }

    /** Of the candidates and then of the labelled items. */
    private static double[][] kernel(TaughtEmbeddings evidence, double gamma, double ridge) {
        Matrix all = evidence.embeddings().followedBy(evidence.labelled());
        double[][] kernel = PlainFisher.ridge(all.rows(), ridge);
        for (int i = 0; i < kernel.length; i++) {
            for (int j = 0; j < kernel.length; j++) {
                kernel[i][j] += Math.exp(-gamma * Distances.squared(all, i, all, j));
            }
        }
        return kernel;
    }

    private static double worst(double[][] inverse, Labels labels, int row) {
        int n = inverse.length - labels.size();
        double worst = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < labels.classes(); label++) {
            double mean = 0;
            for (int c = 0; c < labels.classes(); c++) {
                double[] y = new double[inverse.length];
                for (int i = 0; i < labels.size(); i++) {
                    y[n + i] = labels.of(i) == c ? 1 : -1;
                }
                y[row] = label == c ? 1 : -1;
                mean += smallest(inverse, y, row, n) / labels.classes();
            }
            worst = Math.max(worst, mean);
        }
        return worst;
    }

    /** The smallest {@code yᵀMy} over the numbers of all candidates but one: where its gradient by these is 0. */
    private static double smallest(double[][] m, double[] y, int row, int n) {
        double[][] open = new double[n - 1][n - 1];
        double[] pull = new double[n - 1];
        for (int i = 0; i < n - 1; i++) {
            int a = i < row ? i : i + 1;
            for (int j = 0; j < n - 1; j++) {
                open[i][j] = m[a][j < row ? j : j + 1];
            }
            for (int j = 0; j < y.length; j++) {
                pull[i] -= j < n && j != row ? 0 : m[a][j] * y[j];
            }
        }
        double[][] solve = PlainFisher.inverse(open);
        double[] whole = y.clone();
        for (int i = 0; i < n - 1; i++) {
            for (int j = 0; j < n - 1; j++) {
                whole[i < row ? i : i + 1] += solve[i][j] * pull[j];
            }
        }
        double form = 0;
        for (int i = 0; i < whole.length; i++) {
            for (int j = 0; j < whole.length; j++) {
                form += whole[i] * m[i][j] * whole[j];
            }
        }
        return form;
    }

    @Test
    void other_candidates_change_no_score() {
        double[] labelled = {0, 1, 3};
        double[] two = new Quire().score(line(new double[] {0.5, 2}, labelled, 0, 1, 0));
        double[] four = new Quire().score(line(new double[] {0.5, 2, 0.4, 1.9}, labelled, 0, 1, 0));
        assertThat(Arrays.copyOf(four, 2)).isEqualTo(two);
    }

    @Test
    void the_order_of_labelled_items_changes_nothing_at_all() {
        TaughtEmbeddings one = TaughtEmbeddings.of(
                Items.range(1),
                DoubleMatrix.of(new double[] {0.3}),
                DoubleMatrix.of(new double[] {0}, new double[] {1}, new double[] {-0.7}),
                new Labels(Items.of(7, 3, 5), new int[] {0, 1, 1}, 2));
        TaughtEmbeddings other = TaughtEmbeddings.of(
                Items.range(1),
                DoubleMatrix.of(new double[] {0.3}),
                DoubleMatrix.of(new double[] {1}, new double[] {-0.7}, new double[] {0}),
                new Labels(Items.of(3, 5, 7), new int[] {1, 1, 0}, 2));
        assertThat(new Quire().score(one)).isEqualTo(new Quire().score(other));
    }

    @Test
    void an_item_of_the_same_batch_has_no_label_and_does_not_count() {
        TaughtEmbeddings before = line(new double[] {0.5, 2, 4}, new double[] {0, 1}, 0, 1);
        TaughtEmbeddings after = Slices.labelling(before, TaughtEmbeddings.class, new int[] {1});
        double[] scores = new Quire().score(before);
        assertThat(new Quire().score(after)).containsExactly(scores[0], scores[2]);
    }

    @Test
    void without_labels_all_candidates_tie() {
        TaughtEmbeddings cold = TaughtEmbeddings.of(
                Items.range(2),
                DoubleMatrix.of(new double[] {0.5}, new double[] {3}),
                FloatMatrix.of(),
                new Labels(Items.range(0), new int[0], 2));
        assertThat(new Quire().score(cold)).containsExactly(-0.5, -0.5);
    }

    @Test
    void rules_are_stated() {
        assertThatThrownBy(() -> new Quire(0, 1)).hasMessageContaining("(0.0)");
        assertThatThrownBy(() -> new Quire(1, Double.NaN)).hasMessageContaining("(NaN)");
    }
}
