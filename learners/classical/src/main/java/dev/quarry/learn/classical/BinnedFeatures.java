package dev.quarry.learn.classical;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import java.util.Arrays;

/**
 * Features in at most {@value #BINS} bins per column, one byte each, column by column: what many trees over the same
 * rows share.
 *
 * <p>A column of at most {@value #BINS} different values has a bin for each, so that every split is possible; otherwise
 * every bin holds about as many different values. The cut between two bins lies in the middle between their values.
 * O(m·d·log m) time, m·d bytes.
 */
final class BinnedFeatures {

    static final int BINS = 256;

    private final byte[][] codes;
    private final double[][] cuts;
    /** The least value of every bin. */
    private final double[][] lows;

    private final boolean[] everyValue;

    /** Bins the features, shape [m, d]. */
    BinnedFeatures(Matrix features) {
        int d = features.cols();
        this.codes = new byte[d][features.rows()];
        this.cuts = new double[d][];
        this.lows = new double[d][];
        this.everyValue = new boolean[d];
        Workers.current().chunks(d, 64, (from, to) -> bin(features, from, to));
    }

    private void bin(Matrix features, int fromColumn, int toColumn) {
        double[][] columns = new double[toColumn - fromColumn][features.rows()];
        double[] row = new double[features.cols()];
        for (int i = 0; i < features.rows(); i++) {
            features.copyRow(i, row);
            for (int j = fromColumn; j < toColumn; j++) {
                columns[j - fromColumn][i] = row[j];
            }
        }
        for (int j = fromColumn; j < toColumn; j++) {
            double[] values = columns[j - fromColumn];
            double[] distinct = distinct(values);
            cuts[j] = cuts(distinct);
            lows[j] = lows(distinct);
            everyValue[j] = distinct.length <= BINS;
            for (int i = 0; i < values.length; i++) {
                codes[j][i] = (byte) code(cuts[j], values[i]);
            }
        }
    }

    private static double[] distinct(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[count - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    private static double[] lows(double[] distinct) {
        double[] lows = new double[Math.min(BINS, distinct.length)];
        Arrays.setAll(lows, b -> distinct[first(b, lows.length, distinct)]);
        return lows;
    }

    /** Where the values of a bin begin. */
    private static int first(int bin, int bins, double[] distinct) {
        return (int) ((long) bin * distinct.length / bins);
    }

    private static double[] cuts(double[] distinct) {
        int bins = Math.min(BINS, distinct.length);
        double[] cuts = new double[Math.max(0, bins - 1)];
        for (int b = 0; b < cuts.length; b++) {
            int above = first(b + 1, bins, distinct);
            double low = distinct[above - 1];
            double high = distinct[above];
            double middle = 0.5 * low + 0.5 * high;
            cuts[b] = middle >= low && middle < high ? middle : low; // neighbouring numbers have no middle
        }
        return cuts;
    }

    /** How many cuts lie below a value. */
    private static int code(double[] cuts, double value) {
        int low = 0;
        int high = cuts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cuts[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many columns there are, d. */
    int columns() {
        return codes.length;
    }

    /** How many rows there are, m. */
    int rows() {
        return codes.length == 0 ? 0 : codes[0].length;
    }

    /** The bins of a column, unsigned, one per row. */
    byte[] codes(int column) {
        return codes[column];
    }

    /** Rows in bins up to {@code bin} have values up to this. */
    double cut(int column, int bin) {
        return cuts[column][bin];
    }

    /** The least value of a bin. */
    double low(int column, int bin) {
        return lows[column][bin];
    }

    /** Whether every value of a column has a bin of its own. */
    boolean everyValue(int column) {
        return everyValue[column];
    }

    /** The last bin from {@code least} on, but before {@code largest}, that begins at {@code value} or below. */
    int binOf(int column, double value, int least, int largest) {
        double[] lows = this.lows[column];
        int low = least;
        int high = largest - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (lows[middle] <= value) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Whether all rows have the same value in a column. */
    boolean constant(int column) {
        return cuts[column].length == 0;
    }
}
