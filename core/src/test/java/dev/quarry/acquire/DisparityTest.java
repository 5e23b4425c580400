package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.acquire.Disparity.Form;
import dev.quarry.evidence.Embeddings;
import dev.quarry.item.Items;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisparityTest {

    private static final Randomness LOWEST = Randomness.seed(1).withLowestIdTies();

    private static Embeddings onALine(DoubleMatrix labelled, double... places) {
        return Embeddings.of(Items.range(places.length), DoubleMatrix.wrap(places, places.length, 1), labelled);
    }

    private static double[] scores(Selection selection) {
        return selection.picks().stream().mapToDouble(Pick::score).toArray();
    }

    @Test
    void the_sum_goes_to_the_rim_and_stays_there() {
        Embeddings evidence = onALine(DoubleMatrix.wrap(new double[] {0}, 1, 1), 1, 5, 9, 10, -2);
        Selection selection = new Disparity().select(evidence, 4, LOWEST);
        // 10; then −2 by 2 + 12 against 9 by 9 + 1; then 9 by 9 + 1 + 11; then 1 by 1 + 9 + 3 + 8 as 5 by 5 + 5 + 7 + 4
        assertThat(selection.ids()).containsExactly(3, 4, 2, 0);
        assertThat(scores(selection)).containsExactly(new double[] {10, 14, 21, 21}, within(1e-9));
        Certificate certificate = Objects.requireNonNull(selection.certificate());
        assertThat(certificate.name()).isEqualTo("sum of distances");
        assertThat(certificate.value()).isCloseTo(66, within(1e-9));
    }

    @Test
    void the_smallest_is_farthest_first() {
        Embeddings evidence = onALine(DoubleMatrix.wrap(new double[] {0}, 1, 1), 1, 5, 9, 10, -2);
        Selection selection = new Disparity(Form.MIN).select(evidence, 4, LOWEST);
        assertThat(selection.ids())
                .containsExactly(new KCenter().select(evidence, 4, LOWEST).ids());
        assertThat(scores(selection)).containsExactly(10, 5, 2, 1);
        assertThat(selection.certificate()).isEqualTo(new Certificate("smallest distance", 1));
    }

    @Test
    void with_nothing_labelled_the_first_pick_is_any_with_score_0() {
        for (Form form : Form.values()) {
            Selection selection = new Disparity(form).select(onALine(DoubleMatrix.of(), 4, 7, 9), 2, LOWEST);
            assertThat(selection.ids()).containsExactly(0, 2);
            assertThat(scores(selection)).containsExactly(new double[] {0, 5}, within(1e-9));
        }
        assertThat(new Disparity(Form.MIN)
                        .select(onALine(DoubleMatrix.of(), 4, 7), 1, LOWEST)
                        .certificate())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "12, 0, 12", "30, 3, 9", "50, 1, 20"})
    void the_sum_is_that_of_a_plain_program(int n, int m, int k) {
        SplittableRandom random = new SplittableRandom(n);
        DoubleMatrix places = DoubleMatrix.wrap(random.doubles(2L * n, -3, 3).toArray(), n, 2);
        DoubleMatrix labelled = DoubleMatrix.wrap(random.doubles(2L * m).toArray(), m, 2);
        for (Matrix points : new Matrix[] {places, places.toFloat()}) {
            Embeddings evidence = Embeddings.of(Items.range(n), points, labelled);
            long[] picks = new Disparity().select(evidence, k, LOWEST).ids();
            assertThat(picks).isEqualTo(plain(evidence, k));
        }
    }

    private static long[] plain(Embeddings evidence, int k) {
        long[] picks = new long[k];
        for (int i = 0; i < k; i++) {
            double best = -1;
            for (int row = 0; row < evidence.size(); row++) {
                double sum = 0;
                for (int other = 0; other < evidence.labelled().rows(); other++) {
                    sum += Math.sqrt(Distances.squared(evidence.embeddings(), row, evidence.labelled(), other));
                }
                for (int before = 0; before < i; before++) {
                    int taken = (int) picks[before];
                    sum = row == taken
                            ? Double.NEGATIVE_INFINITY
                            : sum
                                    + Math.sqrt(Distances.squared(
                                            evidence.embeddings(), row, evidence.embeddings(), taken));
                }
                if (sum > best) {
                    best = sum;
                    picks[i] = row;
                }
            }
        }
        return picks;
    }
}
