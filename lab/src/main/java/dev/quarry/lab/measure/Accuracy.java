package dev.quarry.lab.measure;

import dev.quarry.kernel.Matrix;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** How often predictions are right. */
public final class Accuracy {

    private Accuracy() {}

    /**
     * Accuracy and balanced accuracy.
     *
     * @param plain the share of rows that are right
     * @param balanced the mean, over the classes that occur, of the share of their rows that are right
     */
    public record Both(double plain, double balanced) {}

    /**
     * Of the likeliest class of each row; of classes that tie the lowest index counts.
     *
     * @param probabilities shape [n, C], n at least 1
     * @param labels the true class of each row
     */
    public static Both of(Matrix probabilities, int[] labels) {
        double[] row = new double[probabilities.cols()];
        return of(labels, i -> {
            probabilities.copyRow(i, row);
            return likeliest(row);
        });
    }

    /** Of one and the same answer for every row; null is always wrong. */
    public static Both constant(@Nullable Integer answer, int[] labels) {
        return of(labels, i -> answer == null ? -1 : answer);
    }

    /** The index of the largest number, the lowest of those that tie. */
    public static int likeliest(double[] row) {
        int best = 0;
        for (int c = 1; c < row.length; c++) {
            if (row[c] > row[best]) {
                best = c;
            }
        }
        return best;
    }

    private static Both of(int[] labels, IntUnaryOperator predicted) {
        int classes = 0;
        for (int label : labels) {
            classes = Math.max(classes, label + 1);
        }
        int[] right = new int[classes];
        int[] all = new int[classes];
        for (int i = 0; i < labels.length; i++) {
            all[labels[i]]++;
            right[labels[i]] += predicted.applyAsInt(i) == labels[i] ? 1 : 0;
        }
        int rightOfAll = 0;
        int seen = 0;
        double shares = 0;
        for (int c = 0; c < classes; c++) {
            rightOfAll += right[c];
            seen += all[c] > 0 ? 1 : 0;
            shares += all[c] > 0 ? (double) right[c] / all[c] : 0;
        }
        return new Both((double) rightOfAll / labels.length, shares / seen);
    }
}
