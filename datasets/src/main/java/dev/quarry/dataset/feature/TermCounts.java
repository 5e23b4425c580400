package dev.quarry.dataset.feature;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Memory;
import java.util.Arrays;

/** How often each term occurs in each text, kept sparse. Filled text by text. */
final class TermCounts {

    private final int cols;
    private final boolean sublinear;
    /** Row i has its columns, ascending, at starts[i] to starts[i + 1]. */
    private final int[] starts;

    private int[] columns = new int[1024];
    private float[] weights = new float[1024];
    private int row;

    // the text that is being counted
    private final double[] counts;
    private final boolean[] met;
    private int[] touched = new int[16];
    private int used;

    TermCounts(int rows, int cols, boolean sublinear) {
        this.cols = cols;
        this.sublinear = sublinear;
        this.starts = new int[rows + 1];
        this.counts = new double[cols];
        this.met = new boolean[cols];
    }

    /** Counts a term of the present text, by 1 or −1. */
    void count(int column, int by) {
        if (!met[column]) {
            met[column] = true;
            touched = used == touched.length ? Arrays.copyOf(touched, 2 * used) : touched;
            touched[used++] = column;
        }
        counts[column] += by;
    }

    /** Ends the present text. */
    void endRow() {
        Arrays.sort(touched, 0, used);
        int at = starts[row];
        if (at + used > columns.length) {
            int longer = Math.max(at + used, Math.toIntExact(Math.min(2L * columns.length, Integer.MAX_VALUE - 16)));
            columns = Arrays.copyOf(columns, longer);
            weights = Arrays.copyOf(weights, longer);
        }
        for (int i = 0; i < used; i++) {
            double count = counts[touched[i]];
            if (count != 0) { // terms of opposite sign may cancel
                columns[at] = touched[i];
                weights[at++] = (float) (Math.signum(count) * frequency(Math.abs(count)));
            }
            counts[touched[i]] = 0;
            met[touched[i]] = false;
        }
        used = 0;
        starts[++row] = at;
    }

    private double frequency(double count) {
        return sublinear ? 1 + StrictMath.log(count) : count;
    }

    /**
     * How rare each term is in the given rows: ln((1 + n) / (1 + df)) + 1.
     *
     * @throws IllegalArgumentException if there is no term in them
     */
    double[] rarity(int[] rows) {
        if (Arrays.stream(rows).allMatch(one -> starts[one] == starts[one + 1])) {
            throw noWords(rows.length);
        }
        int[] documents = new int[cols];
        for (int one : rows) {
            for (int i = starts[one]; i < starts[one + 1]; i++) {
                documents[columns[i]]++;
            }
        }
        double[] rarity = new double[cols];
        for (int column = 0; column < cols; column++) {
            rarity[column] = StrictMath.log((1.0 + rows.length) / (1.0 + documents[column])) + 1;
        }
        return rarity;
    }

    static IllegalArgumentException noWords(int texts) {
        return new IllegalArgumentException(
                "None of the (%d) texts to learn from has a word. Maybe the text column is another one."
                        .formatted(texts));
    }

    /** Each row times the rarity of its terms, at Euclidean length 1; a text without terms stays 0. */
    SparseRows weighted(double[] rarity) {
        float[] out = new float[starts[row]];
        for (int one = 0; one < row; one++) {
            double squares = 0;
            for (int i = starts[one]; i < starts[one + 1]; i++) {
                double weight = weights[i] * rarity[columns[i]];
                squares += weight * weight;
            }
            double length = Math.sqrt(squares);
            for (int i = starts[one]; i < starts[one + 1]; i++) {
                out[i] = (float) (weights[i] * rarity[columns[i]] / length);
            }
        }
        return new SparseRows(cols, starts, columns, out);
    }

    /** The weighted rows as a dense matrix. */
    FloatMatrix dense(double[] rarity) {
        Memory.require(
                (long) row * cols * Float.BYTES,
                "The matrix of (%d) texts and (%d) columns (fewer with other dimensions or max-features)"
                        .formatted(row, cols));
        return weighted(rarity).dense();
    }
}
