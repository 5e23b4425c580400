package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Embeddings;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graph cut and log-determinant. */
class SetFunctionsTest {

    private static final Randomness LOWEST = Randomness.seed(4).withLowestIdTies();

    private static DoubleMatrix column(double... places) {
        return DoubleMatrix.wrap(places, places.length, 1);
    }

    private static double[] scores(Selection selection) {
        return selection.picks().stream().mapToDouble(Pick::score).toArray();
    }

    @Test
    void a_log_determinant_that_must_forget_what_it_computed_takes_the_same() {
        Embeddings evidence = (Embeddings) new SomeEvidence(true, 5).of(Embeddings.class, SomeEvidence.items(300));
        LogDeterminant logDeterminant = new LogDeterminant();
        Selection roomy = logDeterminant.select(evidence, 60, Randomness.seed(1));
        Selection tight = Memory.using(1 << 17, () -> logDeterminant.select(evidence, 60, Randomness.seed(1)));
        assertThat(tight.ids()).isEqualTo(roomy.ids());
    }

    @Test
    void a_graph_cut_weighs_likeness_to_all_against_likeness_to_what_is_taken() {
        Embeddings evidence = Embeddings.of(Items.range(3), column(0, 1, 4), column(7));
        Selection picks = new GraphCut(2).select(evidence, 2, LOWEST);
        // Σ s: 1 + 1/2 + 1/5, 1/2 + 1 + 1/4, 1/5 + 1/4 + 1; to 7: 1/8, 1/7, 1/4
        assertThat(picks.ids()).containsExactly(1, 0);
        assertThat(scores(picks))
                .containsExactly(new double[] {3.5 - 2 / 7.0 - 1, 3.4 - 2 / 8.0 - 2 / 2.0 - 1}, within(1e-9));
    }

    @Test
    void a_log_determinant_grows_by_what_is_not_explained() {
        Embeddings evidence = Embeddings.of(Items.range(3), column(1, 2, 8), column(0));
        Selection picks = new LogDeterminant(2, 0.5, false).select(evidence, 2, LOWEST);
        assertThat(picks.ids()).containsExactly(2, 1);
        double first = 1.5 - Math.exp(-32) / 1.5;
        assertThat(scores(picks)[0]).isCloseTo(Math.log(first), within(1e-12));
        double k = Math.exp(-1);
        assertThat(scores(picks)[1]).isCloseTo(Math.log(1.5 - k * k / 1.5), within(1e-6)); // 8 is far away
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void they_choose_as_plain_programs_do(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int m = 2 * (seed - 1);
        Embeddings evidence = Embeddings.of(
                Items.range(40),
                DoubleMatrix.wrap(random.doubles(80, -1, 1).toArray(), 40, 2),
                DoubleMatrix.wrap(random.doubles(m * 2L, -1, 1).toArray(), m, 2));
        assertThat(new GraphCut(0.1 * seed).select(evidence, 15, LOWEST).ids())
                .isEqualTo(greedy(evidence, 15, (taken, row) -> cut(evidence, taken, row, 0.1 * seed)));
        assertThat(new LogDeterminant(0.6, 1e-2, false)
                        .select(evidence, 15, LOWEST)
                        .ids())
                .isEqualTo(greedy(evidence, 15, (taken, row) -> determinant(evidence, taken, row)));
    }

    /** The gain of a candidate beside those taken. */
    private interface Gain {
        double of(List<Integer> taken, int row);
    }

    private static long[] greedy(Embeddings evidence, int budget, Gain gain) {
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < budget) {
            int best = -1;
            double most = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < evidence.size(); row++) {
                if (!taken.contains(row) && gain.of(taken, row) > most) {
                    most = gain.of(taken, row);
                    best = row;
                }
            }
            taken.add(best);
        }
        return taken.stream().mapToLong(row -> row).toArray();
    }

    private static double cut(Embeddings evidence, List<Integer> taken, int row, double lambda) {
        double gain = -1;
        for (int other = 0; other < evidence.size(); other++) {
            gain += lambda / (1 + distance(evidence, row, other));
        }
        for (int other : taken) {
            gain -= 2 / (1 + distance(evidence, row, other));
        }
        for (int l = 0; l < evidence.labelled().rows(); l++) {
            gain -= 2 / (1 + distance(evidence, row, evidence.size() + l));
        }
        return gain;
    }

    private static double distance(Embeddings evidence, int a, int b) {
        return Math.hypot(at(evidence, a, 0) - at(evidence, b, 0), at(evidence, a, 1) - at(evidence, b, 1));
    }

    private static double at(Embeddings evidence, int row, int column) {
        Matrix from = row < evidence.size() ? evidence.embeddings() : evidence.labelled();
        return from.get(row < evidence.size() ? row : row - evidence.size(), column);
    }

    /** The determinant with the candidate over that without, by elimination. */
    private static double determinant(Embeddings evidence, List<Integer> taken, int row) {
        List<Integer> rows = new ArrayList<>(taken);
        for (int l = 0; l < evidence.labelled().rows(); l++) {
            rows.add(evidence.size() + l);
        }
        double before = determinant(evidence, rows);
        rows.add(row);
        return determinant(evidence, rows) / before;
    }

    private static double determinant(Embeddings evidence, List<Integer> rows) {
        int n = rows.size();
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double d = distance(evidence, rows.get(i), rows.get(j)) / 0.6;
                a[i][j] = Math.exp(-d * d) + (i == j ? 1e-2 : 0);
            }
        }
        double product = 1;
        for (int i = 0; i < n; i++) {
            product *= a[i][i];
            for (int j = i + 1; j < n; j++) {
                double factor = a[j][i] / a[i][i];
                for (int c = i; c < n; c++) {
                    a[j][c] -= factor * a[i][c];
                }
            }
        }
        return product;
    }

    @Test
    void settings_without_sense_are_refused() {
        assertThatThrownBy(() -> new GraphCut(-1)).hasMessageContaining("lambda (-1.0)");
        assertThatThrownBy(() -> new LogDeterminant(1, 0, true)).hasMessageContaining("ridge (0.0)");
    }
}
