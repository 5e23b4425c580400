package dev.quarry.acquire;

import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.kernel.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fisher information written out: all C·d rows of every matrix, an explicit inverse for every candidate. */
final class PlainFisher {

    private PlainFisher() {}

    /** {@code (diag p − ppᵀ) ⊗ hhᵀ}. */
    static double[][] information(Matrix p, Matrix h, int row, boolean biases) {
        int d = h.cols() + (biases ? 1 : 0);
        double[][] information = new double[p.cols() * d][p.cols() * d];
        for (int i = 0; i < information.length; i++) {
            for (int j = 0; j < information.length; j++) {
                double a = p.get(row, i / d);
                double covariance = (i / d == j / d ? a : 0) - a * p.get(row, j / d);
                information[i][j] = covariance * coordinate(h, row, i % d) * coordinate(h, row, j % d);
            }
        }
        return information;
    }

    private static double coordinate(Matrix h, int row, int c) {
        return c == h.cols() ? 1 : h.get(row, c);
    }

    static double[][] ridge(int size, double ridge) {
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            matrix[i][i] = ridge;
        }
        return matrix;
    }

    static void add(double[][] to, double[][] more, double weight) {
        for (int i = 0; i < to.length; i++) {
            for (int j = 0; j < to.length; j++) {
                to[i][j] += weight * more[i][j];
            }
        }
    }

    static double[][] with(double[][] matrix, double[][] more, double weight) {
        double[][] sum = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        add(sum, more, weight);
        return sum;
    }

    /** Gauss and Jordan, with the largest pivot. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] left = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        double[][] right = ridge(n, 1);
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k; i < n; i++) {
                pivot = Math.abs(left[i][k]) > Math.abs(left[pivot][k]) ? i : pivot;
            }
            swap(left, k, pivot);
            swap(right, k, pivot);
            double scale = left[k][k];
            for (int j = 0; j < n; j++) {
                left[k][j] /= scale;
                right[k][j] /= scale;
            }
            for (int i = 0; i < n; i++) {
                double factor = left[i][k];
                for (int j = 0; j < n && i != k; j++) {
                    left[i][j] -= factor * left[k][j];
                    right[i][j] -= factor * right[k][j];
                }
            }
        }
        return right;
    }

    private static void swap(double[][] rows, int i, int j) {
        double[] row = rows[i];
        rows[i] = rows[j];
        rows[j] = row;
    }

    /** {@code tr(M⁻¹F)}. */
    static double trace(double[][] matrix, double[][] target) {
        double[][] inverse = inverse(matrix);
        double trace = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                trace += inverse[i][j] * target[j][i];
            }
        }
        return trace;
    }

    /** {@code λ + I(L)}. */
    static double[][] known(TaughtPredictions evidence, double ridge, boolean biases) {
        int d = evidence.embeddings().cols() + (biases ? 1 : 0);
        double[][] known = ridge(evidence.probabilities().cols() * d, ridge);
        for (int row = 0; row < evidence.labels().size(); row++) {
            add(known, information(evidence.labelledProbabilities(), evidence.labelled(), row, biases), 1);
        }
        return known;
    }

    /** The rows that BAIT takes and does not give back, in the order in which it takes them. */
    static List<Integer> bait(TaughtPredictions evidence, double ridge, int budget) {
        int n = evidence.size();
        double[][][] each = new double[n][][];
        double[][] known = known(evidence, ridge, false);
        double[][] target = with(known, ridge(known.length, ridge), -1);
        for (int row = 0; row < n; row++) {
            each[row] = information(evidence.probabilities(), evidence.embeddings(), row, false);
            add(target, each[row], 1);
        }
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < Math.min(n, 2 * budget)) {
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int row = 0; row < n; row++) {
                double trace = taken.contains(row) ? least : trace(with(known, each[row], 1), target);
                if (trace < least) {
                    least = trace;
                    best = row;
                }
            }
            taken.add(best);
            add(known, each[best], 1);
        }
        while (taken.size() > budget) {
            int worst = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int row : taken) {
                double trace = trace(with(known, each[row], -1), target);
                if (trace < least) {
                    least = trace;
                    worst = row;
                }
            }
            add(known, each[worst], -1);
            int missedLeast = worst;
            taken.removeIf(row -> row == missedLeast);
        }
        return taken;
    }
}
