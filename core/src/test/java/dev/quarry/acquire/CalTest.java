package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Labels;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalTest {

    private static DoubleMatrix column(double... places) {
        return DoubleMatrix.wrap(places, places.length, 1);
    }

    private static DoubleMatrix first(double... p) {
        return DoubleMatrix.of(IntStream.range(0, p.length)
                .mapToObj(i -> new double[] {p[i], 1 - p[i]})
                .toArray(double[][]::new));
    }

    @Test
    void the_divergence_of_the_answers_to_the_nearest_labelled_from_that_to_the_candidate() {
        Labels labels = new Labels(Items.of(11, 12, 13), new int[] {0, 1, 0}, 2);
        TaughtPredictions evidence = TaughtPredictions.of(
                Items.range(2), first(0.5, 0.2), column(0, 9), column(1, -2, 10), first(0.9, 0.5, 0.2), labels);
        double far = 0.9 * Math.log(0.9 / 0.5) + 0.1 * Math.log(0.1 / 0.5);
        double near = 0.9 * Math.log(0.9 / 0.2) + 0.1 * Math.log(0.1 / 0.8);
        assertThat(new Cal(1).score(evidence)).containsExactly(new double[] {far, 0}, within(1e-15));
        assertThat(new Cal(2).score(evidence)).containsExactly(new double[] {far / 2, near / 2}, within(1e-15));
        double half = 0.5 * Math.log(0.5 / 0.2) + 0.5 * Math.log(0.5 / 0.8);
        double twenty = 0.2 * Math.log(0.2 / 0.5) + 0.8 * Math.log(0.8 / 0.5);
        assertThat(new Cal().score(evidence))
                .containsExactly(new double[] {(far + twenty) / 3, (near + half) / 3}, within(1e-15));
    }

    @Test
    void of_equally_near_labelled_the_lowest_id_counts_and_those_without_an_answer_never_do() {
        Labels labels = new Labels(Items.of(12, 11, 10), new int[] {0, 1, Labels.UNKNOWN}, 2);
        TaughtPredictions evidence = TaughtPredictions.of(
                Items.range(1), first(0.5), column(0), column(1, -1, 0), first(0.9, 0.5, 0.99), labels);
        assertThat(new Cal(1).score(evidence)).containsExactly(0);
    }

    @Test
    void with_nothing_labelled_all_are_alike_and_certain_answers_stay_finite() {
        Labels none = new Labels(Items.range(0), new int[0], 2);
        TaughtPredictions evidence = TaughtPredictions.of(
                Items.range(2), first(0.5, 0.1), column(0, 1), DoubleMatrix.of(), DoubleMatrix.of(), none);
        assertThat(new Cal().score(evidence)).containsExactly(0, 0);
        Labels one = new Labels(Items.of(9), new int[] {0}, 2);
        TaughtPredictions certain = TaughtPredictions.of(Items.range(1), first(0), column(0), column(1), first(1), one);
        assertThat(new Cal().score(certain)).containsExactly(new double[] {-Math.log(1e-12)}, within(1e-9));
    }

    @Test
    void it_is_what_a_plain_program_says() {
        for (boolean isDouble : new boolean[] {true, false}) {
            TaughtPredictions evidence = (TaughtPredictions)
                    new SomeEvidence(isDouble, 8).of(TaughtPredictions.class, SomeEvidence.items(70));
            for (int k : new int[] {1, 4, 9}) {
                assertThat(new Cal(k).score(evidence)).containsExactly(plain(evidence, k), within(1e-12));
            }
        }
    }

    private static double[] plain(TaughtPredictions evidence, int k) {
        Matrix taught = evidence.labelled();
        return IntStream.range(0, evidence.size())
                .mapToDouble(row -> {
                    List<Integer> nearest = IntStream.range(0, taught.rows())
                            .boxed()
                            .sorted(Comparator.comparingDouble(other -> distance(evidence, row, other)))
                            .limit(k)
                            .toList();
                    return nearest.stream()
                            .mapToDouble(other -> divergence(evidence, row, other))
                            .average()
                            .orElseThrow();
                })
                .toArray();
    }

    private static double distance(TaughtPredictions evidence, int row, int other) {
        double sum = 0;
        for (int j = 0; j < evidence.embeddings().cols(); j++) {
            double gap = evidence.embeddings().get(row, j) - evidence.labelled().get(other, j);
            sum += gap * gap;
        }
        return sum;
    }

    private static double divergence(TaughtPredictions evidence, int row, int other) {
        double sum = 0;
        for (int c = 0; c < evidence.probabilities().cols(); c++) {
            double p = evidence.labelledProbabilities().get(other, c);
            sum += p * Math.log(p / evidence.probabilities().get(row, c));
        }
        return sum;
    }

    @Test
    void no_neighbours_are_refused() {
        assertThatThrownBy(() -> new Cal(0)).hasMessageContaining("neighbours (0)");
    }
}
