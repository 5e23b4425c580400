package dev.quarry.learn.classical;

import dev.quarry.kernel.Lbfgs;
import dev.quarry.learn.TrainingSet;

/**
 * The same loss as a function of other unknowns: the intercepts are the logits at the mean row instead of at 0. Features
 * whose mean is not 0 tie the intercepts to all weights; without that tie the optimiser needs a third to a fifth of the
 * steps. Only two vectors change, so features keep their zeros.
 */
final class Centred implements Lbfgs.Objective {

    private final SoftmaxLoss loss;
    private final double[] means;
    private final int classes;

    /** @param columns the columns of the loss */
    Centred(SoftmaxLoss loss, TrainingSet examples, int[] columns) {
        this.loss = loss;
        this.means = new double[columns.length];
        this.classes = loss.unknowns() / (columns.length + 1);
        double[] row = new double[examples.features().cols()];
        double total = 0;
        for (int i = 0; i < examples.size(); i++) {
            examples.features().copyRow(i, row);
            total += examples.weight(i);
            for (int j = 0; j < means.length; j++) {
                means[j] += examples.weight(i) * row[columns[j]];
            }
        }
        for (int j = 0; j < means.length; j++) {
            means[j] /= total;
        }
    }

    /** The unknowns of the loss. */
    double[] plain(double[] centred) {
        double[] x = centred.clone();
        for (int c = 0; c < classes; c++) {
            double sum = 0;
            for (int j = 0; j < means.length; j++) {
                sum += means[j] * x[c * means.length + j];
            }
            x[classes * means.length + c] -= sum;
        }
        return x;
    }

    @Override
    public double at(double[] x, double[] gradient) {
        double value = loss.at(plain(x), gradient);
        shift(gradient, -1);
        return value;
    }

    private void shift(double[] gradient, int sign) {
        for (int c = 0; c < classes; c++) {
            double intercept = sign * gradient[classes * means.length + c];
            for (int j = 0; j < means.length; j++) {
                gradient[c * means.length + j] += intercept * means[j];
            }
        }
    }

    @Override
    public double largest(double[] gradient) {
        double[] ofLoss = gradient.clone();
        shift(ofLoss, 1);
        return loss.largest(ofLoss);
    }
}
