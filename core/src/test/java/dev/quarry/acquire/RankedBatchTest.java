package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.LatentPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankedBatchTest {

    private static final Randomness LOWEST = Randomness.seed(4).withLowestIdTies();

    private static DoubleMatrix column(double... places) {
        return DoubleMatrix.wrap(places, places.length, 1);
    }

    private static DoubleMatrix first(double... p) {
        return DoubleMatrix.of(IntStream.range(0, p.length)
                .mapToObj(i -> new double[] {p[i], 1 - p[i]})
                .toArray(double[][]::new));
    }

    @Test
    void diversity_counts_as_much_as_candidates_are_left() {
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(3), first(0.9, 0.5, 0.8), column(1, 3, 9), column(0));
        Selection picks = new RankedBatch().select(evidence, 3, LOWEST);
        // α = 3/4: 3/4·(1/2, 3/4, 9/10) + 1/4·(.1, .5, .2); then α = 2/4 with 9 taken, then α = 1/4
        assertThat(picks.ids()).containsExactly(2, 1, 0);
        assertThat(picks.picks().stream().mapToDouble(Pick::score).toArray())
                .containsExactly(
                        new double[] {0.675 + 0.05, 0.5 * 0.75 + 0.5 * 0.5, 0.25 * 0.5 + 0.75 * 0.1}, within(1e-15));
    }

    @Test
    void with_nothing_labelled_the_middle_comes_first_and_never_again() {
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(4), first(0.5, 0.5, 0.5, 0.5), column(0, 4, 5, 30), DoubleMatrix.of());
        Selection picks = new RankedBatch().select(evidence, 4, LOWEST);
        assertThat(picks.picks().get(0)).isEqualTo(new Pick(1, 0, "ranked-batch")); // 31 in all, against 39, 31 + 1, 81
        assertThat(picks.ids()).containsExactly(1, 3, 0, 2);
    }

    @Test
    void equal_places_are_each_taken_once() {
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(3), first(0.5, 0.5, 0.5), column(1, 1, 1), DoubleMatrix.of());
        assertThat(new RankedBatch().select(evidence, 3, LOWEST).ids()).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @CsvSource({"60, 3, 5, 1", "60, 3, 0, 2", "80, 2, 90, 3", "200, 12, 70, 4", "50, 1, 1, 5", "40, 3, 200, 6"})
    void it_chooses_as_a_plain_program_does(int n, int d, int m, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DoubleMatrix places =
                DoubleMatrix.wrap(random.doubles((long) n * d, -1, 1).toArray(), n, d);
        DoubleMatrix labelled =
                DoubleMatrix.wrap(random.doubles((long) m * d, -1, 1).toArray(), m, d);
        LatentPredictions wide =
                LatentPredictions.of(Items.range(n), first(random.doubles(n).toArray()), places, labelled);
        LatentPredictions narrow = LatentPredictions.of(
                Items.range(n), wide.probabilities().toFloat(), places.toFloat(), labelled.toFloat());
        for (LatentPredictions evidence : new LatentPredictions[] {wide, narrow}) {
            for (boolean cosine : new boolean[] {false, true}) {
                assertThat(new RankedBatch(cosine).select(evidence, 30, LOWEST).ids())
                        .isEqualTo(plain(evidence, 30, cosine));
            }
        }
    }

    /** All distances anew for every pick. */
    private static long[] plain(LatentPredictions evidence, int budget, boolean cosine) {
        Matrix x = evidence.embeddings();
        List<double[]> known = new ArrayList<>();
        for (int l = 0; l < evidence.labelled().rows(); l++) {
            known.add(row(evidence.labelled(), l));
        }
        List<Long> taken = new ArrayList<>();
        if (known.isEmpty()) {
            long middle = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < x.rows(); i++) {
                double sum = 0;
                for (int j = 0; j < x.rows(); j++) {
                    sum += distance(row(x, i), row(x, j), cosine);
                }
                if (sum < least) {
                    least = sum;
                    middle = i;
                }
            }
            taken.add(middle);
            known.add(row(x, (int) middle));
        }
        while (taken.size() < budget) {
            double left = x.rows() - taken.size();
            double alpha = left / (left + known.size());
            long best = -1;
            double highest = -1;
            for (int i = 0; i < x.rows(); i++) {
                double[] place = row(x, i);
                double nearest = known.stream()
                        .mapToDouble(other -> distance(place, other, cosine))
                        .min()
                        .orElseThrow();
                double p = Math.max(
                        evidence.probabilities().get(i, 0),
                        evidence.probabilities().get(i, 1));
                double score = alpha * (1 - 1 / (1 + nearest)) + (1 - alpha) * (1 - p);
                if (score > highest && !taken.contains((long) i)) {
                    highest = score;
                    best = i;
                }
            }
            taken.add(best);
            known.add(row(x, (int) best));
        }
        return taken.stream().mapToLong(id -> id).toArray();
    }

    private static double[] row(Matrix matrix, int row) {
        double[] place = new double[matrix.cols()];
        matrix.copyRow(row, place);
        return place;
    }

    private static double distance(double[] a, double[] b, boolean cosine) {
        double dot = 0;
        double squared = 0;
        for (int c = 0; c < a.length; c++) {
            dot += a[c] * b[c];
            squared += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return cosine ? 1 - dot / Math.sqrt(norm(a) * norm(b)) : Math.sqrt(squared);
    }

    private static double norm(double[] a) {
        double sum = 0;
        for (double x : a) {
            sum += x * x;
        }
        return sum;
    }
}
