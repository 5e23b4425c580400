package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.TaughtLabelProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scores of items with several labels against their formulas written down, on random and on awkward probabilities. */
class LabelScoresAgainstPlainTest {

    /** Candidates, labelled items, labels; beyond one and two words of bits. */
    static Stream<int[]> shapes() {
        return Stream.of(
                new int[] {1, 1, 1},
                new int[] {2, 3, 1},
                new int[] {9, 1, 2},
                new int[] {40, 17, 5},
                new int[] {25, 30, 64},
                new int[] {12, 9, 65},
                new int[] {11, 6, 130});
    }

    /** Random ones, zeros and ones, evens, ties, duplicates, rows of nothing and of everything. */
    private static double[][] probabilities(int n, int labels, SplittableRandom random) {
        double[][] rows = new double[n][labels];
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < labels; l++) {
                rows[i][l] = switch (i % 5) {
                    case 0 -> random.nextDouble();
                    case 1 -> random.nextInt(5) / 4.0;
                    case 2 -> random.nextInt(2);
                    case 3 -> i % 2;
                    default -> rows[i - 1][l];
                };
            }
        }
        return rows;
    }

    private static TaughtLabelProbabilities evidence(
            double[][] p, double[][] sets, double[][] known, boolean isDouble) {
        Matrix[] all = {DoubleMatrix.of(p), DoubleMatrix.of(sets), DoubleMatrix.of(known)};
        if (!isDouble) {
            Arrays.setAll(all, i -> all[i].toFloat());
        }
        return TaughtLabelProbabilities.of(Items.range(p.length), all[0], all[1], all[2]);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void scores_are_their_formulas(int[] shape) {
        for (long seed = 0; seed < 4; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] p = probabilities(shape[0], shape[2], random);
            double[][] sets = Arrays.stream(probabilities(shape[1], shape[2], random))
                    .map(row -> Arrays.stream(row).map(Math::rint).toArray())
                    .toArray(double[][]::new);
            double[][] known = probabilities(shape[1], shape[2], random);
            TaughtLabelProbabilities exact = evidence(p, sets, known, true);
            TaughtLabelProbabilities rounded = evidence(p, sets, known, false);
            for (int i = 0; i < p.length; i++) {
                double[] row = p[i];
                assertThat(new BinMin().score(exact)[i]).isCloseTo(binMin(row), within(1e-12));
                assertThat(new MaxLoss().score(exact)[i]).isCloseTo(maxLoss(row), within(1e-9));
                assertThat(new MeanMaxLoss().score(exact)[i]).isCloseTo(meanMaxLoss(row), within(1e-9));
                double inconsistency = Math.abs(count(row) - cardinality(sets));
                assertThat(new LabelCardinalityInconsistency().score(exact)[i]).isCloseTo(inconsistency, within(1e-12));
                double cvirs = votes(p, i) * unlike(row, sets);
                assertThat(new Cvirs().score(exact)[i]).isCloseTo(cvirs, within(1e-9));
                assertThat(new BinMin().score(rounded)[i]).isCloseTo(binMin(row), within(1e-6));
            }
        }
    }

    private static double binMin(double[] p) {
        return -Arrays.stream(p).map(one -> Math.abs(2 * one - 1)).min().orElseThrow();
    }

    private static int[] predicted(double[] p) {
        return IntStream.range(0, p.length).filter(l -> p[l] > 0.5).toArray();
    }

    private static int count(double[] p) {
        return predicted(p).length;
    }

    private static double cardinality(double[][] sets) {
        return Arrays.stream(sets)
                .mapToInt(LabelScoresAgainstPlainTest::count)
                .average()
                .orElseThrow();
    }

    private static double hinge(double[] p, int only) {
        double sum = 0;
        for (int l = 0; l < p.length; l++) {
            sum += Math.max(0, 1 - (l == only ? 1 : -1) * (2 * p[l] - 1));
        }
        return sum;
    }

    private static int likeliest(double[] p) {
        return IntStream.range(0, p.length)
                .reduce((a, b) -> p[b] > p[a] ? b : a)
                .orElseThrow();
    }

    private static double maxLoss(double[] p) {
        return hinge(p, likeliest(p));
    }

    private static double meanMaxLoss(double[] p) {
        return Arrays.stream(predicted(p))
                .mapToDouble(l -> hinge(p, l))
                .average()
                .orElseGet(() -> maxLoss(p));
    }

    /** One vote for each candidate that is surer under a label, half a one for each that is as sure. */
    private static double votes(double[][] p, int i) {
        if (p.length == 1) {
            return 1;
        }
        double votes = 0;
        for (int j = 0; j < p.length; j++) {
            for (int l = 0; l < p[i].length && j != i; l++) {
                double mine = Math.abs(2 * p[i][l] - 1);
                double other = Math.abs(2 * p[j][l] - 1);
                votes += other > mine ? 1 : other == mine ? 0.5 : 0;
            }
        }
        return votes / p[i].length / (p.length - 1);
    }

    private static double unlike(double[] p, double[][] sets) {
        return Arrays.stream(sets).mapToDouble(set -> unlike(p, set)).average().orElseThrow();
    }

    private static double unlike(double[] p, double[] set) {
        double[] cells = new double[4];
        for (int l = 0; l < p.length; l++) {
            cells[(p[l] > 0.5 ? 2 : 0) + (set[l] > 0.5 ? 1 : 0)] += 1.0 / p.length;
        }
        if (cells[0] + cells[3] == 0) {
            return 1;
        }
        double joint = entropy(cells);
        double apart = 2 * joint
                - entropy(cells[0] + cells[1], cells[2] + cells[3])
                - entropy(cells[0] + cells[2], cells[1] + cells[3]);
        return joint < 1e-12 ? 0 : apart / joint;
    }

    private static double entropy(double... p) {
        return Arrays.stream(p)
                .filter(one -> one > 0)
                .map(one -> -one * Math.log(one))
                .sum();
    }
}
