package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Similarity;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The set functions of SIMILAR against their definitions, summed without any shortcut. */
class TargetedSearchTest {

    private static final Randomness RANDOM = Randomness.seed(4);
    private static final Matrix NONE = DoubleMatrix.of();

    private static TargetedEmbeddings line(double[] candidates, double[] wanted, double[] avoided) {
        return TargetedEmbeddings.of(
                Items.range(candidates.length), column(candidates), NONE, column(wanted), column(avoided));
    }

    private static Matrix column(double... values) {
        double[][] rows = new double[values.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {values[i]};
        }
        return DoubleMatrix.of(rows);
    }

    private static TargetedEmbeddings some(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return TargetedEmbeddings.of(Items.range(n), places(random, n), NONE, places(random, 3), places(random, 2));
    }

    private static Matrix places(SplittableRandom random, int n) {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = random.doubles(3, -1, 1).toArray();
        }
        return DoubleMatrix.of(rows);
    }

    private static double similar(Similarity similarity, Matrix a, int i, Matrix b, int j) {
        double dot = 0;
        double lengths = 0;
        double otherLengths = 0;
        double squared = 0;
        for (int c = 0; c < a.cols(); c++) {
            dot += a.get(i, c) * b.get(j, c);
            lengths += a.get(i, c) * a.get(i, c);
            otherLengths += b.get(j, c) * b.get(j, c);
            squared += Math.pow(a.get(i, c) - b.get(j, c), 2);
        }
        return switch (similarity) {
            case COSINE -> Math.max(0, dot / Math.sqrt(lengths * otherLengths));
            case RECIPROCAL -> 1 / (1 + Math.sqrt(squared));
            case GAUSSIAN -> Math.exp(-squared / 0.25);
        };
    }

    private static double most(Similarity similarity, Matrix from, int i, Matrix to, Iterable<Integer> rows) {
        double most = 0;
        for (int j : rows) {
            most = Math.max(most, similar(similarity, from, i, to, j));
        }
        return most;
    }

    private static List<Integer> all(Matrix matrix) {
        return IntStream.range(0, matrix.rows()).boxed().toList();
    }

    /** Every pick is one of the largest gain by the definition, and has it as its score. */
    private static void assertGreedy(Selection selection, int n, ToDoubleFunction<List<Integer>> value) {
        List<Integer> taken = new ArrayList<>();
        for (Pick pick : selection.picks()) {
            double before = value.applyAsDouble(taken);
            double best = IntStream.range(0, n)
                    .filter(row -> !taken.contains(row))
                    .mapToDouble(row -> with(taken, row, value) - before)
                    .max()
                    .orElseThrow();
            double own = with(taken, (int) pick.id(), value) - before;
            assertThat(own).isCloseTo(best, within(1e-9));
            assertThat(pick.score()).isCloseTo(own, within(1e-9));
            taken.add((int) pick.id());
        }
    }

    private static double with(List<Integer> taken, int row, ToDoubleFunction<List<Integer>> value) {
        List<Integer> more = new ArrayList<>(taken);
        more.add(row);
        return value.applyAsDouble(more);
    }

    @ParameterizedTest
    @EnumSource
    void flqmi_is_greedy_by_its_definition(Similarity similarity) {
        TargetedEmbeddings evidence = some(30, 1);
        Matrix x = evidence.embeddings();
        Matrix q = evidence.wanted();
        assertGreedy(new Flqmi(0.5, similarity, 0.5).select(evidence, 6, RANDOM), 30, set -> {
            double sum = 0;
            for (int query : all(q)) {
                sum += most(similarity, q, query, x, set);
            }
            for (int row : set) {
                sum += 0.5 * most(similarity, x, row, q, all(q));
            }
            return sum;
        });
    }

    @ParameterizedTest
    @EnumSource
    void flcmi_is_greedy_by_its_definition(Similarity similarity) {
        TargetedEmbeddings evidence = some(30, 2);
        Matrix x = evidence.embeddings();
        assertGreedy(new Flcmi(0.9, 0.7, similarity, 0.5).select(evidence, 6, RANDOM), 30, set -> {
            double sum = 0;
            for (int i : all(x)) {
                double wanted = 0.9 * most(similarity, x, i, evidence.wanted(), all(evidence.wanted()));
                double avoided = 0.7 * most(similarity, x, i, evidence.avoided(), all(evidence.avoided()));
                sum += Math.max(Math.min(most(similarity, x, i, x, set), wanted) - avoided, 0);
            }
            return sum;
        });
    }

    @Test
    void without_examples_of_one_kind_flcmi_is_mutual_information_or_conditional_gain() {
        // FLVMI: the one at 0 stands for all that is near the example; FLCG: what is near the avoided one counts
        // nothing
        double[] line = {0, 0.1, 5, 5.1, 5.2};
        Flcmi flcmi = new Flcmi(1, 1, Similarity.GAUSSIAN, 1);
        assertThat(flcmi.select(line(line, new double[] {0.02}, new double[0]), 1, RANDOM)
                        .ids())
                .containsExactly(0);
        assertThat(flcmi.select(line(line, new double[0], new double[] {5.1}), 1, RANDOM)
                        .ids()[0])
                .isIn(0L, 1L);
    }

    @Test
    void gcmi_is_the_mean_likeness_to_what_is_wanted_less_that_to_what_is_avoided() {
        TargetedEmbeddings evidence = line(new double[] {0, 1, 3}, new double[] {0, 3}, new double[] {1});
        double[] scores = new Gcmi(0.5, Similarity.RECIPROCAL, 1).score(evidence);
        assertThat(scores)
                .containsExactly(
                        new double[] {(1 + 0.25) / 2 - 0.5 * 0.5, (0.5 + 1 / 3.0) / 2 - 0.5, (0.25 + 1) / 2 - 0.5 / 3},
                        within(1e-12));
    }

    @Test
    void log_det_cmi_is_greedy_by_determinants() {
        TargetedEmbeddings evidence = some(12, 3);
        Matrix all = UnitLength.of(evidence.embeddings())
                .followedBy(UnitLength.of(evidence.wanted()))
                .followedBy(UnitLength.of(evidence.avoided()));
        List<Integer> wanted = List.of(12, 13, 14);
        List<Integer> avoided = List.of(15, 16);
        double offset = logDet(all, avoided, List.of()) - logDet(all, avoided, wanted);
        assertGreedy(
                new LogDetCmi(0.5, 0.01).select(evidence, 5, RANDOM),
                12,
                set -> logDet(all, avoided, set) - logDet(all, both(avoided, wanted), set) - offset);
    }

    private static List<Integer> both(List<Integer> first, List<Integer> second) {
        List<Integer> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /** The logarithm of the determinant of the kernel of some rows and others, by elimination. */
    private static double logDet(Matrix all, List<Integer> known, List<Integer> set) {
        List<Integer> rows = both(known, set);
        double[][] kernel = new double[rows.size()][rows.size()];
        for (int i = 0; i < kernel.length; i++) {
            for (int j = 0; j < kernel.length; j++) {
                kernel[i][j] = similar(Similarity.GAUSSIAN, all, rows.get(i), all, rows.get(j)) + (i == j ? 0.01 : 0);
            }
        }
        double log = 0;
        for (int i = 0; i < kernel.length; i++) {
            log += Math.log(kernel[i][i]);
            for (int k = i + 1; k < kernel.length; k++) {
                double factor = kernel[k][i] / kernel[i][i];
                for (int j = i; j < kernel.length; j++) {
                    kernel[k][j] -= factor * kernel[i][j];
                }
            }
        }
        return log;
    }

    @Test
    void a_rare_kind_is_found_by_one_example() {
        SplittableRandom random = new SplittableRandom(9);
        double[] line = IntStream.range(0, 400)
                .mapToDouble(i -> i < 12 ? 6 + 0.3 * random.nextGaussian() : random.nextGaussian())
                .toArray();
        TargetedEmbeddings evidence = line(line, new double[] {6}, new double[] {0, -1, 1});
        for (Acquisition<TargetedEmbeddings> acquisition :
                List.of(new Flqmi(1, Similarity.GAUSSIAN, 1), new Gcmi(1, Similarity.GAUSSIAN, 1))) {
            assertThat(acquisition.select(evidence, 8, RANDOM).picks())
                    .as(acquisition.toString())
                    .allMatch(pick -> pick.id() < 12);
        }
        // one pick stands for all that is like the example, so few are worth anything
        assertThat(new Flcmi(1, 1, Similarity.GAUSSIAN, 1)
                        .select(evidence, 8, RANDOM)
                        .picks())
                .filteredOn(pick -> pick.score() > 0)
                .isNotEmpty()
                .allMatch(pick -> pick.id() < 12);
    }

    @Test
    void what_has_nothing_to_look_for_is_refused() {
        TargetedEmbeddings avoiding = line(new double[] {0, 1}, new double[0], new double[] {1});
        assertThatThrownBy(() -> new Flqmi().select(avoiding, 1, RANDOM))
                .hasMessageContaining("(flqmi) needs an example of what is looked for");
        assertThatThrownBy(() -> new LogDetCmi().select(avoiding, 1, RANDOM))
                .hasMessageContaining("(log-det-cmi) needs an example");
        assertThatThrownBy(() -> line(new double[] {0, 1}, new double[0], new double[0]))
                .hasMessageContaining("There is no example of what is looked for");
    }
}
