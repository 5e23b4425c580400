package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetInformationTest {

    private static double[] of(Matrix samples, int members, Matrix targets) {
        double[] out = new double[samples.rows()];
        new TargetInformation(samples, members, targets).of(0, out.length, out);
        return out;
    }

    @Test
    void by_hand_an_answer_tells_of_a_target_what_it_tells_of_the_members() {
        DoubleMatrix p = DoubleMatrix.of(
                new double[] {1, 0, 0, 1}, new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {0.75, 0.25, 0.25, 0.75});
        DoubleMatrix targets = p.select(new int[] {0, 1});
        double h = 0.25 * Math.log(4) + 0.75 * Math.log(4 / 3.0);
        assertThat(of(p, 2, targets))
                .containsExactly(new double[] {Math.log(2) / 2, 0, (Math.log(2) - h) / 2}, within(1e-15));
    }

    /** H(p̄) + H(p̄*) − H(joint), the joint distribution written out. */
    private static double information(Matrix p, int row, Matrix targets, int target, int members) {
        int classes = p.cols() / members;
        double[] mine = new double[classes];
        double[] theirs = new double[classes];
        double joint = 0;
        for (int c = 0; c < classes; c++) {
            for (int t = 0; t < classes; t++) {
                double both = 0;
                for (int k = 0; k < members; k++) {
                    both += p.get(row, k * classes + c) * targets.get(target, k * classes + t) / members;
                }
                mine[c] += both;
                theirs[t] += both;
                joint += both * Math.log(both);
            }
        }
        return Uncertainty.entropy(mine, 0, classes) + Uncertainty.entropy(theirs, 0, classes) + joint;
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 1", "3, 7, 5", "10, 4, 40", "33, 2, 9"})
    void it_is_the_mean_mutual_information_with_the_targets(int classes, int members, int count) {
        DoubleMatrix doubles = Awkward.shares(classes, 30, members, classes);
        DoubleMatrix others = Awkward.shares(classes + 50, count, members, classes);
        for (boolean isDouble : new boolean[] {true, false}) {
            Matrix p = isDouble ? doubles : doubles.toFloat();
            Matrix targets = isDouble ? others : others.toFloat();
            double[] scores = of(p, members, targets);
            for (int row : List.of(0, 13, 29)) {
                double sum = 0;
                for (int t = 0; t < count; t++) {
                    sum += information(p, row, targets, t, members) / count;
                }
                assertThat(scores[row]).isCloseTo(sum, within(isDouble ? 1e-12 : 1e-5));
            }
        }
    }

    @Test
    void it_never_exceeds_what_the_answer_says_about_the_members() {
        DoubleMatrix p = Awkward.shares(3, 60, 5, 4);
        double[] bald = new double[60];
        Information.bald(p, 5, 0, 60, bald);
        double[] scores = of(p, 5, p);
        for (int row = 0; row < 60; row++) {
            assertThat(scores[row]).isBetween(0.0, bald[row]);
        }
    }
}
