package dev.quarry.learn;

import dev.quarry.kernel.Matrix;

/** A model through which gradients of its loss flow: the cross entropy of one row at a supposed label. */
public interface GradientModel extends Model {

    /**
     * How long the gradient of the loss by <em>all</em> parameters would be, for each supposed label.
     *
     * @param features shape [n, d]
     * @return shape [n, C], Euclidean lengths
     */
    Matrix gradientNorms(Matrix features);

    /**
     * The gradient of the log-probability of one class by the input.
     *
     * @param features shape [n, d]
     * @param labels the class of each row, in [0, C)
     * @return shape [n, d]
     */
    Matrix inputGradients(Matrix features, int[] labels);
}
