package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Labels;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DcomTest {

    private static final Randomness LOWEST = Randomness.seed(4).withLowestIdTies();

    private static DoubleMatrix column(double... places) {
        return DoubleMatrix.wrap(places, places.length, 1);
    }

    private static DoubleMatrix first(double... p) {
        return DoubleMatrix.of(IntStream.range(0, p.length)
                .mapToObj(i -> new double[] {p[i], 1 - p[i]})
                .toArray(double[][]::new));
    }

    private static double[] scores(Selection selection) {
        return selection.picks().stream().mapToDouble(Pick::score).toArray();
    }

    @Test
    void the_score_mixes_margin_and_density_by_the_competence_at_the_coverage() {
        TaughtPredictions evidence = TaughtPredictions.of(
                Items.range(6),
                first(0.9, 0.4, 0.6, 0.5, 0.7, 0.55),
                column(0.5, 1, 5, 5.5, 6, 9),
                column(0, 10),
                first(0.8, 0.1),
                new Labels(Items.of(100, 101), new int[] {0, 1}, 2));
        Selection picks = new Dcom(1, 0.5, 2, 1, false).select(evidence, 6, LOWEST);
        // by balls of 1 three of eight items are covered, so balls must be pure to 0.475: that of 0 stays so with 1
        // inside (two of three), that of 10 with 9 inside (one of two); both grow to 1.5 and cover five of eight
        double competence = (1 + Math.exp(-2 * 0.5)) / (1 + Math.exp(-2 * (5 / 8.0 - 0.5)));
        // margins 0.2 0.8 0.8 1 0.6 0.9; 5, 5.5 and 6 are open and near one another, and 5.5 covers them
        assertThat(picks.ids()).containsExactly(3, 5, 1, 2, 4, 0);
        assertThat(scores(picks))
                .containsExactly(
                        new double[] {1, 0.875 * competence, 0.75 * competence, 0.75 * competence, 0.5 * competence, 0},
                        within(1e-12));
        assertThat(Objects.requireNonNull(picks.certificate()).value()).isEqualTo(1);
    }

    @Test
    void while_nothing_is_labelled_it_covers_as_prob_cover_does() {
        TaughtPredictions some =
                (TaughtPredictions) new SomeEvidence(true, 6).of(TaughtPredictions.class, SomeEvidence.items(80));
        TaughtPredictions cold = TaughtPredictions.of(
                some.items(),
                some.probabilities(),
                some.embeddings(),
                DoubleMatrix.of(),
                DoubleMatrix.of(),
                new Labels(Items.range(0), new int[0], 3));
        long[] covering =
                new ProbCover(0.8, 0.95, 10, false).select(cold, 15, LOWEST).ids();
        assertThat(new Dcom(0.8, 0.8, 50, 10, false).select(cold, 15, LOWEST).ids())
                .isEqualTo(covering);
    }

    @Test
    void where_everything_is_covered_the_margin_alone_counts() {
        TaughtPredictions some =
                (TaughtPredictions) new SomeEvidence(true, 6).of(TaughtPredictions.class, SomeEvidence.items(80));
        int n = some.size();
        DoubleMatrix p =
                first(IntStream.range(0, n).mapToDouble(i -> 0.5 + 0.4 * i / n).toArray());
        TaughtPredictions covered = TaughtPredictions.of(
                some.items(),
                p,
                some.embeddings(),
                DoubleMatrix.of(new double[] {0, 0, 0}),
                first(0.9),
                new Labels(Items.of(2_000_000), new int[] {0}, 2));
        assertThat(new Dcom(100, 0.8, 50, 10, false).select(covered, 20, LOWEST).ids())
                .isEqualTo(new Margin().select(covered, 20, LOWEST).ids());
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0.1, 5, 1", "0.9, 0.3, 8, 2", "1.5, 0.5, 4, 3", "0.7, 0.2, 50, 4", "3, 0.8, 50, 5"})
    void it_is_what_a_plain_program_chooses(double delta, double turn, double steepness, int seed) {
        TaughtPredictions evidence =
                (TaughtPredictions) new SomeEvidence(true, seed).of(TaughtPredictions.class, SomeEvidence.items(60));
        for (int unanswered : new int[] {0, 2}) {
            TaughtPredictions some = forgetting(evidence, unanswered);
            assertThat(new Dcom(delta, turn, steepness, 3, false)
                            .select(some, 25, LOWEST)
                            .ids())
                    .isEqualTo(plain(some, delta, turn, steepness, 25));
        }
    }

    /** The same without the labels of the first few. */
    private static TaughtPredictions forgetting(TaughtPredictions evidence, int count) {
        Labels labels = evidence.labels();
        int[] values = IntStream.range(0, labels.size())
                .map(i -> i < count ? Labels.UNKNOWN : labels.of(i))
                .toArray();
        return TaughtPredictions.of(
                evidence.items(),
                evidence.probabilities(),
                evidence.embeddings(),
                evidence.labelled(),
                evidence.labelledProbabilities(),
                new Labels(labels.items(), values, labels.classes()));
    }

    private static long[] plain(TaughtPredictions e, double delta, double turn, double steepness, int budget) {
        int n = e.size();
        int m = e.labels().size();
        double[] radii = new double[m];
        Arrays.setAll(radii, l -> e.labels().of(l) == Labels.UNKNOWN ? 0 : delta);
        double threshold = 0.2 * coverage(e, radii) + 0.4;
        double sum = 0;
        for (int l = 0; l < m; l++) {
            if (e.labels().of(l) != Labels.UNKNOWN) {
                double low = 0;
                double high = 1.5 * delta;
                for (int i = 0; i < 10; i++) {
                    double middle = (low + high) / 2;
                    boolean fine = purity(e, l, middle) >= threshold;
                    low = fine ? middle : low;
                    high = fine ? high : middle;
                }
                radii[l] = low;
                sum += low;
            }
        }
        double mean = sum / e.labels().known().length;
        Arrays.setAll(radii, l -> e.labels().of(l) == Labels.UNKNOWN ? mean : radii[l]);
        double o = coverage(e, radii);
        double c = (1 + Math.exp(-steepness * (1 - turn))) / (1 + Math.exp(-steepness * (o - turn)));
        boolean[] open = new boolean[n];
        for (int row = 0; row < n; row++) {
            open[row] = !covered(e, row, radii);
        }
        double[] u = Measure.MARGIN.of(e);
        double least = Arrays.stream(u).min().orElseThrow();
        double most = Arrays.stream(u).max().orElseThrow();
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < budget) {
            int[] density = new int[n];
            int densest = 0;
            for (int row = 0; row < n; row++) {
                for (int other = 0; other < n; other++) {
                    density[row] += open[other] && (row == other || distance(e, row, other) < mean) ? 1 : 0;
                }
                densest = taken.contains(row) ? densest : Math.max(densest, density[row]);
            }
            int best = -1;
            double highest = -1;
            for (int row : e.items().rowsById()) {
                double v = densest == 0 ? 0 : (double) density[row] / densest;
                double score = c * (u[row] - least) / (most - least) + (1 - c) * v;
                if (!taken.contains(row) && score > highest) {
                    best = row;
                    highest = score;
                }
            }
            taken.add(best);
            for (int other = 0; other < n; other++) {
                open[other] &= other != best && !(distance(e, best, other) < mean);
            }
        }
        return taken.stream().mapToLong(row -> e.items().id(row)).toArray();
    }

    private static double coverage(TaughtPredictions e, double[] radii) {
        int all = e.size() + radii.length;
        return (double) IntStream.range(0, all)
                        .filter(row -> covered(e, row, radii))
                        .count()
                / all;
    }

    private static boolean covered(TaughtPredictions e, int row, double[] radii) {
        return IntStream.range(0, radii.length).anyMatch(l -> distance(e, row, e.size() + l) < radii[l]);
    }

    private static double purity(TaughtPredictions e, int label, double radius) {
        int[] inside = IntStream.range(0, e.size() + e.labels().size())
                .filter(row -> distance(e, row, e.size() + label) < radius)
                .toArray();
        long alike = Arrays.stream(inside)
                .filter(row -> answer(e, row) == e.labels().of(label))
                .count();
        return (double) alike / inside.length;
    }

    private static int answer(TaughtPredictions e, int row) {
        Matrix p = row < e.size() ? e.probabilities() : e.labelledProbabilities();
        int at = row < e.size() ? row : row - e.size();
        int best = 0;
        for (int c = 1; c < p.cols(); c++) {
            best = p.get(at, c) > p.get(at, best) ? c : best;
        }
        return best;
    }

    private static double distance(TaughtPredictions e, int a, int b) {
        double sum = 0;
        for (int j = 0; j < e.embeddings().cols(); j++) {
            double gap = place(e, a, j) - place(e, b, j);
            sum += gap * gap;
        }
        return Math.sqrt(sum);
    }

    private static double place(TaughtPredictions e, int row, int j) {
        return row < e.size() ? e.embeddings().get(row, j) : e.labelled().get(row - e.size(), j);
    }

    @Test
    void settings_without_sense_are_refused() {
        assertThatThrownBy(() -> new Dcom(-1, 0.8, 50, 10, false)).hasMessageContaining("delta (-1.0)");
        assertThatThrownBy(() -> new Dcom(0, 1.8, 50, 10, false)).hasMessageContaining("turn (1.8)");
        assertThatThrownBy(() -> new Dcom(0, 0.8, 0, 10, false)).hasMessageContaining("steepness (0.0)");
        assertThatThrownBy(() -> new Dcom(0, 0.8, 50, 0, false)).hasMessageContaining("clusters (0)");
    }
}
