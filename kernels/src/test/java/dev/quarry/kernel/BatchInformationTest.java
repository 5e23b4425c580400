package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The information of a batch, against its definition. */
class BatchInformationTest {

    private static final Randomness RANDOM = Randomness.seed(3);
    private static final double LN2 = Math.log(2);

    private static BatchInformation gains(Matrix samples, int members, int most) {
        return new BatchInformation(samples, members, most, row -> row, RANDOM);
    }

    private static double gain(BatchInformation gains, int row) {
        return gains.gain(row, Double.NEGATIVE_INFINITY);
    }

    /** H(y_rows) − Σ mean H(p_k(row)) by going through all configurations of classes. */
    private static double joint(Matrix p, int members, List<Integer> rows) {
        int classes = p.cols() / members;
        int all = (int) Math.pow(classes, rows.size());
        double entropy = 0;
        for (int code = 0; code < all; code++) {
            double probability = 0;
            for (int k = 0; k < members; k++) {
                double product = 1.0 / members;
                int left = code;
                for (int row : rows) {
                    product *= p.get(row, k * classes + left % classes);
                    left /= classes;
                }
                probability += product;
            }
            entropy -= probability > 0 ? probability * Math.log(probability) : 0;
        }
        double[] expected = new double[p.rows()];
        Information.expectedEntropy(p, members, 0, p.rows(), expected);
        return entropy - rows.stream().mapToDouble(row -> expected[row]).sum();
    }

    private static List<Integer> with(List<Integer> rows, int row) {
        List<Integer> more = new ArrayList<>(rows);
        more.add(row);
        return more;
    }

    @Test
    void by_hand_two_noisy_answers_about_two_members() {
        DoubleMatrix p = DoubleMatrix.of(new double[] {0.75, 0.25, 0.25, 0.75}, new double[] {0.75, 0.25, 0.25, 0.75});
        double h = 0.25 * Math.log(4) + 0.75 * Math.log(4 / 3.0);
        BatchInformation gains = gains(p, 2, 100);
        assertThat(gain(gains, 1)).isCloseTo(LN2 - h, within(1e-15));
        gains.take(0);
        double both = 2 * (5 / 16.0 * Math.log(16 / 5.0) + 3 / 16.0 * Math.log(16 / 3.0));
        assertThat(gain(gains, 1)).isCloseTo(both - LN2 - h, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"3, 4", "2, 5", "5, 3", "10, 3"})
    void exact_gains_are_those_of_the_definition(int classes, int members) {
        DoubleMatrix doubles = Awkward.shares(classes, 9, members, classes);
        for (Matrix p : List.of(doubles, doubles.toFloat())) {
            BatchInformation gains = gains(p, members, 100_000);
            List<Integer> taken = List.of();
            for (int next : new int[] {4, 1, 7, 2}) {
                double before = taken.isEmpty() ? 0 : joint(p, members, taken);
                for (int row = 0; row < 9; row++) {
                    assertThat(gain(gains, row))
                            .isCloseTo(
                                    Math.max(0, joint(p, members, with(taken, row)) - before),
                                    within(p.isDouble() ? 1e-12 : 3e-5));
                }
                gains.take(next);
                taken = with(taken, next);
            }
            assertThat(gains.exactPicks()).isEqualTo(5);
        }
    }

    /** As the definition of a conditional entropy says, one configuration after the other. */
    private static double plain(Matrix p, int members, Answers answers, int row) {
        int classes = p.cols() / members;
        double[] expected = new double[1];
        Information.expectedEntropy(p, members, row, row + 1, expected);
        double sum = 0;
        for (int m = 0; m < answers.size(); m++) {
            for (int c = 0; c < classes; c++) {
                double mixed = 0;
                for (int k = 0; k < members; k++) {
                    mixed += answers.weights()[m * members + k] * p.get(row, k * classes + c);
                }
                sum -= mixed > 0 ? answers.shares()[m] * mixed * Math.log(mixed) : 0;
            }
        }
        return Math.max(0, sum - expected[0]);
    }

    @ParameterizedTest
    @CsvSource({"200, 1", "1000, 2", "5000, 3"})
    void a_lazy_choice_is_that_of_a_program_that_evaluates_all_also_where_answers_are_drawn(int most, int seed) {
        int members = 6;
        DoubleMatrix p = Awkward.shares(seed, 150, members, 4);
        LazyGreedy.Result lazy = LazyGreedy.takeOnly(gains(p, members, most), 12, row -> row);
        Answers answers = new Answers(members, 4, most, RANDOM);
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            double[] gains = IntStream.range(0, 150)
                    .mapToDouble(row -> taken.contains(row) ? -1 : plain(p, members, answers, row))
                    .toArray();
            int best = IntStream.range(0, 150).reduce(0, (a, b) -> gains[b] > gains[a] ? b : a);
            assertThat(lazy.row(i)).as("pick %d of %s", i, taken).isEqualTo(best);
            assertThat(lazy.gain(i)).isCloseTo(gains[best], within(1e-12));
            taken.add(best);
            answers.add(Arrays.copyOfRange(p.values(), best * p.cols(), (best + 1) * p.cols()), best);
        }
        assertThat(answers.exact()).isFalse();
    }

    @Test
    void float32_takes_what_float64_takes_where_gains_differ_by_more_than_rounding() {
        DoubleMatrix p = Awkward.shares(11, 500, 10, 5);
        LazyGreedy.Result floats = LazyGreedy.takeOnly(gains(p.toFloat(), 10, 2000), 8, row -> row);
        LazyGreedy.Result doubles = LazyGreedy.takeOnly(gains(p, 10, 2000), 8, row -> row);
        assertThat(floats.rows()).isEqualTo(doubles.rows());
        for (int i = 0; i < 8; i++) {
            assertThat(floats.gain(i)).isCloseTo(doubles.gain(i), within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void means_over_draws_come_near_the_exact_gains(int seed) {
        DoubleMatrix p = Awkward.shares(seed, 20, 5, 3);
        BatchInformation exact = gains(p, 5, 1000);
        BatchInformation drawn = new BatchInformation(p, 5, 200, row -> row, Randomness.seed(seed));
        BatchInformation many = new BatchInformation(p, 5, 728, row -> row, Randomness.seed(seed));
        for (int row = 0; row < 6; row++) {
            exact.take(row);
            drawn.take(row);
            many.take(row);
        }
        assertThat(exact.exactPicks()).isEqualTo(7); // 3^6 = 729
        assertThat(drawn.exactPicks()).isEqualTo(5);
        assertThat(many.exactPicks()).isEqualTo(6);
        double few = 0;
        double more = 0;
        for (int row = 6; row < 20; row++) {
            few += Math.abs(gain(drawn, row) - gain(exact, row)) / 14;
            more += Math.abs(gain(many, row) - gain(exact, row)) / 14;
        }
        assertThat(few).isPositive().isLessThan(0.05);
        assertThat(more).isPositive().isLessThan(0.03);
    }

    @Test
    void bounds_are_never_below_gains() {
        FloatMatrix p = Awkward.distributions(5, 400, 8, 6);
        BatchInformation gains = gains(p, 8, 3000);
        for (int i = 0; i < 9; i++) {
            gains.take(17 * i);
            double[] bounds = IntStream.range(0, 400)
                    .mapToDouble(row -> gains.gain(row, Double.POSITIVE_INFINITY))
                    .toArray();
            for (int row = 0; row < 400; row++) {
                assertThat(gain(gains, row)).isBetween(0.0, bounds[row]);
            }
        }
    }

    @Test
    void answers_that_cannot_occur_take_no_room() {
        double[] sure = {1, 0, 0, 1};
        Answers answers = new Answers(2, 2, 4, RANDOM);
        for (int i = 0; i < 20; i++) {
            answers.add(sure, i);
        }
        assertThat(answers.exact()).isTrue();
        assertThat(answers.size()).isEqualTo(2);
        assertThat(answers.weights()).containsExactly(1, 0, 0, 1);
    }

    @Test
    void draws_do_not_depend_on_the_order_of_the_classes_and_are_the_same_number_from_each_member() {
        double[] row = {0.5, 0.3, 0.2, 0.1, 0.6, 0.3};
        double[] turned = {0.2, 0.5, 0.3, 0.3, 0.1, 0.6};
        Answers one = new Answers(2, 3, 2, RANDOM);
        Answers other = new Answers(2, 3, 2, RANDOM);
        for (int i = 0; i < 40; i++) {
            one.add(row, i);
            other.add(turned, i);
        }
        assertThat(one.weights()).containsExactly(other.weights(), within(1e-12));
        assertThat(one.size()).isEqualTo(2);
        assertThat(one.weights()[0]).isGreaterThan(0.9); // 40 answers of member 0 tell that it was member 0
        assertThat(one.weights()[3]).isGreaterThan(0.9);
    }

    @Test
    void draws_follow_the_distribution_of_their_member() {
        Answers answers = new Answers(2, 2, 20_000, RANDOM);
        double[] known = {1, 0, 0, 1};
        for (int i = 0; i < 20; i++) {
            answers.add(known, i);
        }
        double[] open = {0.25, 0.75, 0.5, 0.5};
        for (int i = 20; i < 35; i++) {
            answers.add(open, i);
        }
        assertThat(answers.exact()).isFalse();
        assertThat(answers.size()).isEqualTo(20_000);
        for (int m = 0; m < 100; m++) {
            assertThat(answers.weights()[m * 2 + m % 2]).isEqualTo(1);
        }
    }

    @Test
    void a_fixed_memory_is_asked_for_first() {
        DoubleMatrix p = DoubleMatrix.of(new double[] {0.5, 0.5, 0.5, 0.5});
        assertThatThrownBy(() -> gains(p, 2, Integer.MAX_VALUE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "BatchBALD of (2147483647) combinations", "needs", "batch-bald{configurations:");
    }
}
