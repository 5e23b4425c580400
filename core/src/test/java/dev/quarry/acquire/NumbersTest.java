package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.PlacedCommittee;
import dev.quarry.evidence.PlacedRegression;
import dev.quarry.evidence.RegressionCommittee;
import dev.quarry.evidence.RegressionPredictions;
import dev.quarry.evidence.Slices;
import dev.quarry.item.Items;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Choosing where a number is to be predicted: on numbers that can be done by hand, and against plain loops. */
class NumbersTest {

    private static final Randomness LOWEST = Randomness.seed(0).withLowestIdTies();

    private static DoubleMatrix column(double... values) {
        return DoubleMatrix.wrap(values, values.length, 1);
    }

    private static PlacedCommittee evidence(Matrix places, Matrix members, Matrix labelled, Matrix targets) {
        Items items = Items.range(places.rows());
        double[] first = new double[items.size()];
        Arrays.setAll(first, row -> members.get(row, 0));
        return PlacedCommittee.of(
                RegressionCommittee.of(items, column(first), members, targets), Embeddings.of(items, places, labelled));
    }

    /** Predictions 1, 4, 6, 10 and targets 0, 5: distances 1, 1, 1, 5; then with 10 taken the ties are 1, 1, 1. */
    @Test
    void greedy_sampling_on_the_output_takes_the_number_farthest_from_all_known() {
        RegressionPredictions evidence = RegressionPredictions.of(Items.range(4), column(1, 4, 6.5, 10), column(0, 5));
        Selection selection = new GreedySamplingY().select(evidence, 4, LOWEST);
        assertThat(selection.ids()).containsExactly(3, 2, 0, 1);
        assertThat(selection.picks().stream().map(Pick::score)).containsExactly(5.0, 1.5, 1.0, 1.0);
    }

    @Test
    void with_nothing_labelled_the_first_pick_is_any_candidate_and_the_next_is_far_from_it() {
        RegressionPredictions evidence = RegressionPredictions.of(Items.range(3), column(3, 0, 1), DoubleMatrix.of());
        Selection selection = new GreedySamplingY().select(evidence, 3, LOWEST);
        assertThat(selection.ids()).containsExactly(0, 1, 2);
        assertThat(selection.picks().stream().map(Pick::score)).containsExactly(0.0, 3.0, 1.0);
    }

    /**
     * Labelled: place 0 with number 0. Candidates at 1, 2, 3 with predictions 6, 2, 1: products 6, 4, 3. After the first is
     * taken (place 1, number 6) the others have min(4, 1·4) and min(3, 2·5).
     */
    @Test
    void improved_greedy_sampling_multiplies_distances_of_places_and_numbers() {
        PlacedRegression evidence = evidence(
                column(1, 2, 3),
                DoubleMatrix.of(new double[] {6, 0}, new double[] {2, 0}, new double[] {1, 0}),
                column(0),
                column(0));
        Selection selection = new ImprovedGreedySampling().select(evidence, 3, LOWEST);
        assertThat(selection.ids()).containsExactly(0, 1, 2);
        // the last: to place 0 number 0: 3·1; to place 2 number 2: 1·1
        assertThat(selection.picks().stream().map(Pick::score)).containsExactly(6.0, 4.0, 1.0);
    }

    @Test
    void the_variance_of_a_committee_is_over_its_members() {
        RegressionCommittee evidence = RegressionCommittee.of(
                Items.range(2),
                column(0, 0),
                DoubleMatrix.of(new double[] {1, 2, 6}, new double[] {4, 4, 4}),
                DoubleMatrix.of());
        // mean 3: (4 + 1 + 9) / 3
        assertThat(new RegressorVariance().score(evidence)).containsExactly(new double[] {14.0 / 3, 0}, within(1e-15));
    }

    @Test
    void the_expected_change_of_a_linear_model_is_its_mean_error_times_the_length_of_the_input() {
        PlacedCommittee evidence = PlacedCommittee.of(
                RegressionCommittee.of(
                        Items.range(2),
                        column(2, 1),
                        DoubleMatrix.of(new double[] {1, 5}, new double[] {1, 2}),
                        DoubleMatrix.of()),
                Embeddings.of(
                        Items.range(2), DoubleMatrix.of(new double[] {3, 4}, new double[] {0, 2}), DoubleMatrix.of()));
        // (1 + 3) / 2 · 5 and (0 + 1) / 2 · 2
        assertThat(new ExpectedModelChangeMaximization().score(evidence))
                .containsExactly(new double[] {10, 1}, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 1",
        "1, 1, 2, 3",
        "30, 0, 2, 30",
        "60, 7, 3, 25",
        "90, 100, 5, 40",
        "40, 70, 1, 40",
        "9, 3, 2, 99"
    })
    void greedy_sampling_takes_what_a_plain_loop_over_all_pairs_takes(int n, int m, int d, int budget) {
        for (long seed = 0; seed < 6; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PlacedCommittee exact = evidence(
                    numbers(n, d, random), numbers(n, 2, random), numbers(m, d, random), numbers(m, 1, random));
            PlacedCommittee rounded = seed % 2 == 0
                    ? exact
                    : PlacedCommittee.of(
                            exact,
                            Embeddings.of(
                                    exact.items(),
                                    exact.embeddings().toFloat(),
                                    exact.labelled().toFloat()));
            Randomness ties = Randomness.seed(seed);
            assertSame(new GreedySamplingY().select(rounded, budget, ties), plain(rounded, false, budget, ties));
            assertSame(new ImprovedGreedySampling().select(rounded, budget, ties), plain(rounded, true, budget, ties));
        }
    }

    /** A batch is what choosing one at a time would give if each pick had its prediction as number. */
    @Test
    void a_batch_is_one_pick_after_the_other() {
        SplittableRandom random = new SplittableRandom(9);
        PlacedRegression left =
                evidence(numbers(40, 2, random), numbers(40, 2, random), numbers(5, 2, random), numbers(5, 1, random));
        Selection whole = new ImprovedGreedySampling().select(left, 6, LOWEST);
        List<Pick> picks = new ArrayList<>();
        while (picks.size() < 6) {
            Pick pick =
                    new ImprovedGreedySampling().select(left, 1, LOWEST).picks().get(0);
            picks.add(pick);
            left = Slices.labelling(
                    left, PlacedRegression.class, new int[] {left.items().row(pick.id())});
        }
        assertThat(whole.picks()).isEqualTo(picks);
    }

    private static void assertSame(Selection selection, List<Pick> plain) {
        assertThat(selection.ids()).isEqualTo(plain.stream().mapToLong(Pick::id).toArray());
        for (int i = 0; i < plain.size(); i++) {
            assertThat(selection.picks().get(i).score())
                    .isCloseTo(
                            plain.get(i).score(),
                            within(1e-6 * (1 + plain.get(i).score())));
        }
    }

    /** Small whole numbers among others, so that there are ties, duplicates and zeros. */
    private static DoubleMatrix numbers(int rows, int cols, SplittableRandom random) {
        double[] values = new double[rows * cols];
        Arrays.setAll(values, i -> random.nextInt(3) == 0 ? random.nextDouble(-3, 3) : random.nextInt(4));
        return DoubleMatrix.wrap(values, rows, cols);
    }

    private static List<Pick> plain(PlacedRegression evidence, boolean withPlaces, int budget, Randomness random) {
        int n = evidence.size();
        List<Pick> picks = new ArrayList<>();
        List<Integer> taken = new ArrayList<>();
        while (picks.size() < Math.min(budget, n)) {
            int best = -1;
            double most = -1;
            for (int row = 0; row < n; row++) {
                double least = taken.contains(row) ? -2 : least(evidence, withPlaces, taken, row);
                if (least > most || (least == most && earlier(evidence, random, row, best))) {
                    best = row;
                    most = least;
                }
            }
            taken.add(best);
            picks.add(new Pick(evidence.items().id(best), most == Double.MAX_VALUE ? 0 : Math.sqrt(most), ""));
        }
        return picks;
    }

    private static boolean earlier(PlacedRegression evidence, Randomness random, int row, int other) {
        Randomness tie = random.purpose("tie");
        return Long.compareUnsigned(
                        tie.tie(evidence.items().id(row)),
                        tie.tie(evidence.items().id(other)))
                < 0;
    }

    /** The least square of all known pairs, in the precision of the places. */
    private static double least(PlacedRegression evidence, boolean withPlaces, List<Integer> taken, int row) {
        double least = Double.MAX_VALUE;
        double number = evidence.predictions().get(row, 0);
        for (int s = 0; s < evidence.targets().rows(); s++) {
            double apart = number - evidence.targets().get(s, 0);
            double far = withPlaces ? squared(evidence.embeddings(), row, evidence.labelled(), s) : 1;
            least = Math.min(least, far * apart * apart);
        }
        for (int other : taken) {
            double apart = number - evidence.predictions().get(other, 0);
            double far = withPlaces ? squared(evidence.embeddings(), row, evidence.embeddings(), other) : 1;
            least = Math.min(least, far * apart * apart);
        }
        return least;
    }

    private static double squared(Matrix a, int i, Matrix b, int j) {
        return Distances.squared(a, i, b, j); // to the bit, so that ties are the same
    }
}
