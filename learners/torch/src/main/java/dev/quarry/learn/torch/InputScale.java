package dev.quarry.learn.torch;

import dev.quarry.learn.TrainingSet;

/**
 * Mean and factor of each plane of the input, from the labelled rows: a plane is a column, a channel of a picture, or all
 * columns together. A plane that is the same in all rows gets the factor 0: it says nothing yet.
 *
 * @param mean of each plane
 * @param factor 1 by the standard deviation
 */
record InputScale(float[] mean, float[] factor) {

    /**
     * Measures the rows, each as often as it counts.
     *
     * @param planes how many runs of equal length a row has
     */
    static InputScale of(TrainingSet set, int planes) {
        double[] row = new double[set.features().cols()];
        int run = row.length / planes;
        double total = 0;
        double[] mean = new double[planes];
        for (int i = 0; i < set.size(); i++) {
            set.features().copyRow(i, row);
            total += set.weight(i) * run;
            for (int j = 0; j < row.length; j++) {
                mean[j / run] += set.weight(i) * row[j];
            }
        }
        for (int plane = 0; plane < planes; plane++) {
            mean[plane] /= total;
        }
        double[] squares = new double[planes];
        for (int i = 0; i < set.size(); i++) {
            set.features().copyRow(i, row);
            for (int j = 0; j < row.length; j++) {
                double off = row[j] - mean[j / run];
                squares[j / run] += set.weight(i) * off * off;
            }
        }
        return new InputScale(floats(mean), factors(mean, squares, total));
    }

    private static float[] factors(double[] mean, double[] squares, double total) {
        float[] factors = new float[mean.length];
        for (int plane = 0; plane < mean.length; plane++) {
            double deviation = Math.sqrt(squares[plane] / total);
            // Below the rounding of the mean, a deviation is none.
            factors[plane] = deviation <= 1e-6 * Math.abs(mean[plane]) ? 0 : (float) (1 / deviation);
        }
        return factors;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
