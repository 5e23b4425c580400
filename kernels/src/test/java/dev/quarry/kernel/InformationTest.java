package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InformationTest {

    private static final double LN2 = Math.log(2);

    /** Two members, two classes: they agree on a half; contradict each other; agree on certainty; differ in degree. */
    private static final DoubleMatrix S = DoubleMatrix.of(
            new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {1, 0, 0, 1}, new double[] {1, 0, 1, 0}, new double[] {
                0.75, 0.25, 0.25, 0.75
            });

    private static final double H25 = 0.25 * Math.log(4) + 0.75 * Math.log(4 / 3.0);

    @FunctionalInterface
    private interface Kernel {
        void run(Matrix samples, int members, int from, int to, double[] out);
    }

    private static double[] all(Kernel kernel, Matrix samples, int members) {
        double[] out = new double[samples.rows()];
        kernel.run(samples, members, 0, samples.rows(), out);
        return out;
    }

    private static void assertMeasure(Kernel kernel, double... wanted) {
        assertThat(all(kernel, S, 2)).containsExactly(wanted, within(1e-15));
    }

    private static void assertNothing(Kernel kernel, Matrix samples, int members) {
        for (double value : all(kernel, samples, members)) {
            assertThat(value).isBetween(0.0, 1e-14);
        }
    }

    @Test
    void bald_is_what_the_members_disagree_about() {
        assertMeasure(Information::bald, 0, LN2, 0, LN2 - H25);
    }

    @Test
    void expected_entropy_is_what_each_member_doubts() {
        assertMeasure(Information::expectedEntropy, LN2, 0, 0, H25);
    }

    @Test
    void consensus_entropy_is_what_the_mean_doubts() {
        assertMeasure(Information::consensusEntropy, LN2, LN2, 0, LN2);
    }

    @Test
    void mean_std_is_a_mean_over_classes_of_population_deviations() {
        assertMeasure(Information::meanStd, 0, 0.5, 0, 0.25);
    }

    @Test
    void variance_is_a_sum_over_classes_of_population_variances() {
        assertMeasure(Information::variance, 0, 0.5, 0, 0.125);
    }

    @Test
    void variation_ratio_counts_votes_against_the_mode_and_a_tied_member_votes_for_the_lowest_class() {
        assertMeasure(Information::variationRatio, 0, 0.5, 0, 0.5);
    }

    @Test
    void vote_entropy_is_the_entropy_of_the_vote_shares() {
        assertMeasure(Information::voteEntropy, 0, LN2, 0, LN2);
    }

    @Test
    void kl_mean_equals_bald() {
        assertMeasure(Information::klMean, 0, LN2, 0, LN2 - H25);
    }

    @Test
    void kl_max_is_the_member_farthest_from_the_mean() {
        DoubleMatrix uneven = DoubleMatrix.of(new double[] {1, 0, 1, 0, 0, 1}); // mean (2/3, 1/3)
        assertThat(all(Information::klMax, uneven, 3)[0]).isCloseTo(Math.log(3), within(1e-15));
        assertThat(all(Information::klMean, uneven, 3)[0])
                .isCloseTo((2 * Math.log(1.5) + Math.log(3)) / 3, within(1e-15));
    }

    @Test
    void a_run_of_rows_is_written_from_the_start() {
        double[] out = new double[2];
        Information.bald(S, 2, 1, 3, out);
        assertThat(out).containsExactly(new double[] {LN2, 0}, within(1e-15));
    }

    @Test
    void the_mean_over_members_keeps_the_precision_of_its_input() {
        Matrix mean = Information.meanOverMembers(S, 2);
        assertThat(mean)
                .isEqualTo(DoubleMatrix.of(
                        new double[] {0.5, 0.5}, new double[] {0.5, 0.5}, new double[] {1, 0}, new double[] {0.5, 0.5
                        }));
        assertThat(Information.meanOverMembers(S.toFloat(), 2)).isEqualTo(mean.toFloat());
    }

    @Test
    void agreement_is_exactly_no_disagreement_and_nothing_is_negative() {
        SplittableRandom random = new SplittableRandom(7);
        int members = 5;
        int classes = 4;
        double[][] rows = new double[200][members * classes];
        for (double[] row : rows) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                row[c] = random.nextDouble();
                sum += row[c];
            }
            for (int j = 0; j < row.length; j++) {
                row[j] = j < classes ? row[j] / sum : row[j % classes];
            }
        }
        DoubleMatrix agreed = DoubleMatrix.of(rows);
        assertNothing(Information::bald, agreed, members);
        assertNothing(Information::klMean, agreed, members);
        assertNothing(Information::klMax, agreed, members);
        assertNothing(Information::variance, agreed, members);
        assertThat(all(Information::variationRatio, agreed, members)).containsOnly(0);
    }
}
