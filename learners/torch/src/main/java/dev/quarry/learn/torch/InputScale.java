package dev.quarry.learn.torch;

import dev.quarry.learn.TrainingSet;
import dev.quarry.torch.Standardise;
import dev.quarry.torch.Weights;

/**
 * What {@link Standardise} knows of the input: mean and factor of each plane, from the labelled rows. A plane is a column, a
 * channel of a picture, or all columns together. One that is the same in all rows gets the factor 0: it says nothing yet.
 */
final class InputScale {

    private final TrainingSet set;
    private final int run;
    private final double[] mean;
    private final double[] squares;
    private double total;

    private InputScale(TrainingSet set, int planes) {
        this.set = set;
        this.run = set.features().cols() / planes;
        this.mean = new double[planes];
        this.squares = new double[planes];
        for (int i = 0; i < set.size(); i++) {
            total += set.weight(i) * run;
        }
    }

    /** These weights with the scale of the rows, each of which has as much to say as it counts. */
    static Weights of(TrainingSet set, Weights weights) {
        InputScale scale =
                new InputScale(set, weights.layout().entry(Standardise.MEAN).size());
        scale.measure();
        float[] means = new float[scale.mean.length];
        float[] factors = new float[scale.mean.length];
        for (int plane = 0; plane < means.length; plane++) {
            means[plane] = (float) scale.mean[plane];
            double deviation = Math.sqrt(scale.squares[plane] / scale.total);
            // Below the rounding of the mean, a deviation is none.
            factors[plane] = deviation <= 1e-6 * Math.abs(scale.mean[plane]) ? 0 : (float) (1 / deviation);
        }
        return weights.with(Standardise.MEAN, means).with(Standardise.SCALE, factors);
    }

    private void measure() {
        double[] row = new double[set.features().cols()];
        for (int i = 0; i < set.size(); i++) {
            set.features().copyRow(i, row);
            for (int j = 0; j < row.length; j++) {
                mean[j / run] += set.weight(i) * row[j] / total;
            }
        }
        for (int i = 0; i < set.size(); i++) {
            set.features().copyRow(i, row);
            for (int j = 0; j < row.length; j++) {
                double off = row[j] - mean[j / run];
                squares[j / run] += set.weight(i) * off * off;
            }
        }
    }
}
