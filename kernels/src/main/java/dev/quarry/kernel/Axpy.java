package dev.quarry.kernel;

import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/** Weighted sums of rows in float64: what products and factors of dense matrices are made of. */
final class Axpy {

    private Axpy() {}

    /**
     * Adds {@code Σ over k of weight(k) · row k} to {@code out[at..at + length)}, each number as a chain of fused
     * multiply-adds in the order of k: the same bits however rows are cut into columns.
     *
     * @param count how many rows
     * @param start where row k begins in {@code rows}, which may be the array of {@code out} where the two do not overlap
     */
    static void add(
            double[] out,
            int at,
            int length,
            int count,
            IntToDoubleFunction weight,
            double[] rows,
            IntUnaryOperator start) {
        int k = 0;
        for (; k + 4 <= count; k += 4) { // a number of out is read and written once for four rows
            double w0 = weight.applyAsDouble(k);
            double w1 = weight.applyAsDouble(k + 1);
            double w2 = weight.applyAsDouble(k + 2);
            double w3 = weight.applyAsDouble(k + 3);
            int s0 = start.applyAsInt(k);
            int s1 = start.applyAsInt(k + 1);
            int s2 = start.applyAsInt(k + 2);
            int s3 = start.applyAsInt(k + 3);
            for (int j = 0; j < length; j++) {
                double sum = Math.fma(w0, rows[s0 + j], out[at + j]);
                sum = Math.fma(w1, rows[s1 + j], sum);
                sum = Math.fma(w2, rows[s2 + j], sum);
                out[at + j] = Math.fma(w3, rows[s3 + j], sum);
            }
        }
        for (; k < count; k++) {
            double w = weight.applyAsDouble(k);
            int s = start.applyAsInt(k);
            for (int j = 0; j < length; j++) {
                out[at + j] = Math.fma(w, rows[s + j], out[at + j]);
            }
        }
    }
}
