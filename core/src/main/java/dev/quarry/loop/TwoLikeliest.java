package dev.quarry.loop;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.learn.GradientModel;
import java.util.Arrays;

/** The two likeliest classes of every row, the lower one first where they are equally likely. */
public final class TwoLikeliest {

    private final int[] first;
    private final int[] second; // the same as first where there is one class only

    private TwoLikeliest(int[] first, int[] second) {
        this.first = first;
        this.second = second;
    }

    /**
     * The classes of rows.
     *
     * @param probabilities shape [n, C]
     */
    public static TwoLikeliest of(Matrix probabilities) {
        int[] first = new int[probabilities.rows()];
        int[] second = new int[first.length];
        double[] p = new double[probabilities.cols()];
        for (int i = 0; i < first.length; i++) {
            probabilities.copyRow(i, p);
            int one = 0;
            for (int c = 1; c < p.length; c++) {
                one = p[c] > p[one] ? c : one;
            }
            int other = one == 0 ? p.length - 1 : 0;
            for (int c = 0; c < p.length; c++) {
                other = c != one && (p[c] > p[other] || (p[c] == p[other] && c < other)) ? c : other;
            }
            first[i] = one;
            second[i] = other;
        }
        return new TwoLikeliest(first, second);
    }

    /**
     * The gradient by the input of the log-probability of the first class less that of the second.
     *
     * @param features some of the rows
     * @param from which row the first of them is
     * @return shape [rows, d]
     */
    public Matrix difference(GradientModel model, Matrix features, int from) {
        int to = from + features.rows();
        Matrix towards = model.inputGradients(features, Arrays.copyOfRange(first, from, to));
        Matrix away = model.inputGradients(features, Arrays.copyOfRange(second, from, to));
        double[] difference = towards.toDouble().values().clone();
        double[] taken = away.toDouble().values();
        for (int j = 0; j < difference.length; j++) {
            difference[j] -= taken[j];
        }
        DoubleMatrix exact = DoubleMatrix.wrap(difference, towards.rows(), towards.cols());
        return towards.isDouble() ? exact : exact.toFloat();
    }
}
