package dev.quarry.kernel;

/** Information measures of several distributions per row: shape [n, K · C], the K distributions of a row side by side. */
public final class Information {

    private Information() {}

    /** The mean distribution of every row, shape [n, C], in the precision of the input. */
    public static Matrix meanOverMembers(Matrix samples, int members) {
        int classes = samples.cols() / members;
        double[] mean = new double[samples.rows() * classes];
        double[] row = new double[samples.cols()];
        for (int i = 0; i < samples.rows(); i++) {
            samples.copyRow(i, row);
            for (int j = 0; j < row.length; j++) {
                mean[i * classes + j % classes] += row[j] / members;
            }
        }
        DoubleMatrix exact = DoubleMatrix.wrap(mean, samples.rows(), classes);
        return samples.isDouble() ? exact : exact.toFloat();
    }
}
