package dev.quarry.acquire;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import java.util.Arrays;

/**
 * The mean of the labelled places and of the candidates that are taken; before there is either, that of all candidates.
 *
 * <p>Sums are kept in fixed point, with as many binary places as all of them together leave room for, so that a mean is
 * the same to the last bit whatever the order of candidates or labelled items. It is off by less than
 * {@code (n + m) · 2^−60} of the largest coordinate. O(d) memory.
 */
final class MovingMean {

    private final Matrix points;
    private final int binaryPlaces;
    private final long[] sums;
    private int count;
    private boolean provisional;

    MovingMean(Matrix points, Matrix labelled) {
        this.points = points;
        this.sums = new long[points.cols()];
        long most = (long) points.rows() + labelled.rows();
        double largest = Math.max(largest(points), largest(labelled));
        this.binaryPlaces = 61 - (64 - Long.numberOfLeadingZeros(most)) - Math.getExponent(largest);
        this.provisional = labelled.rows() == 0;
        Matrix first = provisional ? points : labelled;
        for (int row = 0; row < first.rows(); row++) {
            add(first, row);
        }
    }

    /** Counts a candidate as taken. */
    void take(int row) {
        if (provisional) {
            Arrays.fill(sums, 0);
            count = 0;
            provisional = false;
        }
        add(points, row);
    }

    /** Where the mean is, shape [1, d], in the precision of the candidates. */
    Matrix place() {
        double[] mean = new double[sums.length];
        for (int j = 0; j < mean.length; j++) {
            mean[j] = Math.scalb((double) sums[j] / count, -binaryPlaces);
        }
        DoubleMatrix place = DoubleMatrix.wrap(mean, 1, mean.length);
        return points.isDouble() ? place : place.toFloat();
    }

    private void add(Matrix places, int row) {
        double[] place = new double[places.cols()];
        places.copyRow(row, place);
        for (int j = 0; j < place.length; j++) {
            sums[j] += (long) Math.rint(Math.scalb(place[j], binaryPlaces));
        }
        count++;
    }

    private static double largest(Matrix places) {
        double largest = 0;
        double[] place = new double[places.cols()];
        for (int row = 0; row < places.rows(); row++) {
            places.copyRow(row, place);
            for (double coordinate : place) {
                largest = Math.max(largest, Math.abs(coordinate));
            }
        }
        return largest;
    }
}
