package dev.quarry.evidence;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;

/**
 * Lengths of gradients of the cross entropy in closed form. By the logits the gradient at label c is {@code p − e_c}; by
 * the weights of the last layer it is {@code (p − e_c) ⊗ h}, by its biases {@code p − e_c}.
 */
public final class LossGradients {

    private LossGradients() {}

    /**
     * {@code ‖p − e_c‖} for every class c. O(C), without cancellation: a certain prediction keeps its digits.
     *
     * @param p one distribution, length C
     * @param out receives the lengths, length C, each in [0, √2]
     */
    public static void residualNorms(double[] p, double[] out) {
        double before = 0;
        for (int c = 0; c < p.length; c++) {
            out[c] = before;
            before += p[c] * p[c];
        }
        double after = 0;
        for (int c = p.length - 1; c >= 0; c--) {
            double short_ = 1 - p[c];
            out[c] = Math.sqrt(out[c] + after + short_ * short_);
            after += p[c] * p[c];
        }
    }

    /**
     * {@code ‖p − e_c‖ · √(‖h‖² + 1)} for every row and class, the 1 for the biases. O(n·(C + d)).
     *
     * @param probabilities shape [n, C]
     * @param embeddings shape [n, d]
     * @param biases whether the layer has biases
     * @return shape [n, C], float64 where the probabilities are
     */
    public static Matrix lastLayerNorms(Matrix probabilities, Matrix embeddings, boolean biases) {
        int classes = probabilities.cols();
        double[] norms = new double[Math.multiplyExact(probabilities.rows(), classes)];
        double[] p = new double[classes];
        double[] residuals = new double[classes];
        double[] h = new double[embeddings.cols()];
        for (int i = 0; i < probabilities.rows(); i++) {
            probabilities.copyRow(i, p);
            residualNorms(p, residuals);
            embeddings.copyRow(i, h);
            double input = biases ? 1 : 0;
            for (double coordinate : h) {
                input = Math.fma(coordinate, coordinate, input);
            }
            double length = Math.sqrt(input);
            for (int c = 0; c < classes; c++) {
                norms[i * classes + c] = residuals[c] * length;
            }
        }
        DoubleMatrix exact = DoubleMatrix.wrap(norms, probabilities.rows(), classes);
        return probabilities.isDouble() ? exact : exact.toFloat();
    }
}
