package dev.quarry.acquire;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many labels an item probably has: multinomial logistic regression of the number of labels on the probabilities of the
 * labels, sorted and scaled to sum to 1. The penalty is half the sum of the squared weights; the intercept has none.
 *
 * <p>Each step minimises a quadratic bound of the loss, whose matrix ½·XᵀX + I is the same in all steps (Böhning 1992), so
 * that the loss falls in every step without a search. O(m·L² + L³ + steps·(m·L·c + c·L²)) time for c different numbers, O(m·L + L²)
 * memory.
 */
final class LabelCounts {

    private static final int STEPS = 2000;
    private static final double ENOUGH = 1e-9;

    private final int[] counts; // the numbers of labels that were seen, ascending
    private final double[][] weights; // of each of them; the intercept comes last

    private LabelCounts(int[] counts, double[][] weights) {
        this.counts = counts;
        this.weights = weights;
    }

    /**
     * @param probabilities of the labels of labelled items, shape [m, L]
     * @param known how many labels each has, shape [m]
     */
    static LabelCounts fit(Matrix probabilities, int[] known) {
        int[] counts = IntStream.of(known).sorted().distinct().toArray();
        int width = probabilities.cols() + 1;
        Memory.require((long) width * (width + known.length) * Double.BYTES, "The number of labels to be expected");
        double[][] inputs = new double[known.length][];
        double[] row = new double[probabilities.cols()];
        for (int i = 0; i < inputs.length; i++) {
            probabilities.copyRow(i, row);
            inputs[i] = input(row);
        }
        double[][] factor = factor(inputs, width);
        double[][] weights = new double[counts.length][width];
        double change = counts.length > 1 ? Double.POSITIVE_INFINITY : 0;
        for (int step = 0; step < STEPS && change > ENOUGH; step++) {
            change = improve(inputs, known, counts, weights, factor);
        }
        return new LabelCounts(counts, weights);
    }

    /** How many labels an item of these probabilities has most probably; of equals the fewer. */
    int of(double[] p) {
        double[] chances = chances(input(p), weights);
        int best = 0;
        for (int c = 1; c < chances.length; c++) {
            if (chances[c] > chances[best]) {
                best = c;
            }
        }
        return counts[best];
    }

    /** The weights of a number of labels that was seen, the intercept last. */
    double[] weights(int count) {
        return weights[Arrays.binarySearch(counts, count)].clone();
    }

    private static double[] input(double[] p) {
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        double sum = Arrays.stream(sorted).sum();
        double[] input = new double[p.length + 1];
        for (int i = 0; i < p.length; i++) {
            input[i] = sum == 0 ? 0 : sorted[p.length - 1 - i] / sum;
        }
        input[p.length] = 1;
        return input;
    }

    /** The Cholesky factor of ½·XᵀX + I, where I leaves out the intercept. */
    private static double[][] factor(double[][] inputs, int width) {
        double[][] factor = new double[width][width];
        for (double[] x : inputs) {
            for (int i = 0; i < width; i++) {
                for (int j = 0; j <= i; j++) {
                    factor[i][j] += x[i] * x[j] / 2;
                }
            }
        }
        for (int i = 0; i < width; i++) {
            factor[i][i] += i < width - 1 ? 1 : 0;
            for (int j = 0; j <= i; j++) {
                double rest = factor[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
            }
        }
        return factor;
    }

    /** One step; the largest change of a weight. */
    private static double improve(double[][] inputs, int[] known, int[] counts, double[][] weights, double[][] factor) {
        int width = factor.length;
        double[][] downhill = new double[counts.length][width];
        for (int i = 0; i < inputs.length; i++) {
            double[] chances = chances(inputs[i], weights);
            for (int c = 0; c < counts.length; c++) {
                double residual = (known[i] == counts[c] ? 1 : 0) - chances[c];
                for (int j = 0; j < width; j++) {
                    downhill[c][j] += residual * inputs[i][j];
                }
            }
        }
        double largest = 0;
        for (int c = 0; c < counts.length; c++) {
            for (int j = 0; j < width - 1; j++) {
                downhill[c][j] -= weights[c][j];
            }
            solve(factor, downhill[c]);
            for (int j = 0; j < width; j++) {
                weights[c][j] += downhill[c][j];
                largest = Math.max(largest, Math.abs(downhill[c][j]));
            }
        }
        return largest;
    }

    private static void solve(double[][] factor, double[] x) {
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                x[i] -= factor[i][j] * x[j];
            }
            x[i] /= factor[i][i];
        }
        for (int i = x.length - 1; i >= 0; i--) {
            for (int j = i + 1; j < x.length; j++) {
                x[i] -= factor[j][i] * x[j];
            }
            x[i] /= factor[i][i];
        }
    }

    private static double[] chances(double[] input, double[][] weights) {
        double[] chances = new double[weights.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < chances.length; c++) {
            for (int j = 0; j < input.length; j++) {
                chances[c] += weights[c][j] * input[j];
            }
            most = Math.max(most, chances[c]);
        }
        double sum = 0;
        for (int c = 0; c < chances.length; c++) {
            chances[c] = StrictMath.exp(chances[c] - most);
            sum += chances[c];
        }
        for (int c = 0; c < chances.length; c++) {
            chances[c] /= sum;
        }
        return chances;
    }
}
