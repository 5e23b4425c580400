package dev.quarry.lab;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;

/** Brings each feature to mean 0 and standard deviation 1, as learnt from some rows. A constant feature becomes 0 there. */
final class Standardisation {

    private final double[] means;
    private final double[] deviations;

    private Standardisation(double[] means, double[] deviations) {
        this.means = means;
        this.deviations = deviations;
    }

    /** Learns from rows of shape [m, d], m at least 1. */
    static Standardisation of(Matrix rows) {
        int cols = rows.cols();
        double[] row = new double[cols];
        double[] means = new double[cols];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row);
            for (int j = 0; j < cols; j++) {
                means[j] += row[j];
            }
        }
        for (int j = 0; j < cols; j++) {
            means[j] /= rows.rows();
        }
        double[] squares = new double[cols];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row);
            for (int j = 0; j < cols; j++) {
                squares[j] += (row[j] - means[j]) * (row[j] - means[j]);
            }
        }
        for (int j = 0; j < cols; j++) {
            double deviation = Math.sqrt(squares[j] / rows.rows());
            squares[j] = deviation > 1e-9 * Math.max(1, Math.abs(means[j])) ? deviation : 1;
        }
        return new Standardisation(means, squares);
    }

    /** The rows of shape [n, d], standardised, as float32. */
    FloatMatrix apply(Matrix rows) {
        float[] out = new float[Math.multiplyExact(rows.rows(), rows.cols())];
        double[] row = new double[rows.cols()];
        for (int i = 0, at = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row);
            for (int j = 0; j < row.length; j++) {
                out[at++] = (float) ((row[j] - means[j]) / deviations[j]);
            }
        }
        return FloatMatrix.wrap(out, rows.rows(), rows.cols());
    }
}
