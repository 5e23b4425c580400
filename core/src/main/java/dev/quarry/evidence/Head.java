package dev.quarry.evidence;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Products;
import dev.quarry.kernel.Workers;
import java.util.Arrays;

/**
 * The last layer of a model: class c gets the logit {@code w_c · h + b_c} from the representation h, and probabilities
 * are the softmax of the logits. A class that cannot be answered (it had no row yet) has the bias −∞.
 *
 * @param weights shape [C, d], finite
 * @param biases shape [1, C], finite or −∞, at least one finite
 */
public record Head(Matrix weights, Matrix biases) {

    private static final int BLOCK = 256;

    /** Checks the shapes and the numbers. */
    public Head {
        if (biases.rows() != 1 || biases.cols() != weights.rows()) {
            throw new IllegalArgumentException("The biases have the shape [%d, %d] but the weights (%d) rows."
                    .formatted(biases.rows(), biases.cols(), weights.rows()));
        }
        boolean answers = false;
        double[] row = new double[weights.cols()];
        for (int c = 0; c < weights.rows(); c++) {
            weights.copyRow(c, row);
            for (double weight : row) {
                if (!Double.isFinite(weight)) {
                    throw new IllegalArgumentException(
                            "The last layer has the weight (%s) in class (%d).".formatted(weight, c));
                }
            }
            double bias = biases.get(0, c);
            if (Double.isNaN(bias) || bias == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "The last layer has the bias (%s) in class (%d).".formatted(bias, c));
            }
            answers |= Double.isFinite(bias);
        }
        if (!answers) {
            throw new IllegalArgumentException("The last layer has no class with a finite bias.");
        }
    }

    /** How many classes there are, C. */
    public int classes() {
        return weights.rows();
    }

    /** How many dimensions the representation has, d. */
    public int dimensions() {
        return weights.cols();
    }

    /**
     * The logits of representations, float64: the bias and then the products in the order of the dimensions, added one
     * after the other. O(n·C·d), in blocks by the current {@link Workers}.
     *
     * @param embeddings shape [n, d]
     * @return shape [n, C]
     */
    public DoubleMatrix logits(Matrix embeddings) {
        requireDimensions(embeddings);
        int classes = classes();
        double[] out = new double[Math.multiplyExact(embeddings.rows(), classes)];
        double[][] w = rows(weights);
        Workers.current().chunks(embeddings.rows(), BLOCK, (from, to) -> {
            double[][] columns = columns(embeddings, from, to);
            double[][] sums = new double[classes][to - from];
            for (int c = 0; c < classes; c++) {
                Arrays.fill(sums[c], biases.get(0, c));
            }
            Products.add(sums, classes, w, columns, columns.length, to - from);
            for (int i = from; i < to; i++) {
                for (int c = 0; c < classes; c++) {
                    out[i * classes + c] = sums[c][i - from];
                }
            }
        });
        return DoubleMatrix.wrap(out, embeddings.rows(), classes);
    }

    /** Some rows, one array for each dimension. */
    private static double[][] columns(Matrix embeddings, int from, int to) {
        double[][] columns = new double[embeddings.cols()][to - from];
        double[] row = new double[columns.length];
        for (int i = from; i < to; i++) {
            embeddings.copyRow(i, row);
            for (int j = 0; j < row.length; j++) {
                columns[j][i - from] = row[j];
            }
        }
        return columns;
    }

    /**
     * The probabilities of representations, float64. O(n·C·d).
     *
     * @param embeddings shape [n, d]
     * @return shape [n, C]
     */
    public DoubleMatrix probabilities(Matrix embeddings) {
        DoubleMatrix logits = logits(embeddings);
        double[] values = logits.values();
        int classes = classes();
        for (int at = 0; at < values.length; at += classes) {
            double greatest = Double.NEGATIVE_INFINITY;
            for (int c = at; c < at + classes; c++) {
                greatest = Math.max(greatest, values[c]);
            }
            double sum = 0;
            for (int c = at; c < at + classes; c++) {
                values[c] = StrictMath.exp(values[c] - greatest);
                sum += values[c];
            }
            for (int c = at; c < at + classes; c++) {
                values[c] /= sum;
            }
        }
        return logits;
    }

    /**
     * The vector-Jacobian product: gradients by logits pulled back to gradients by representations. O(n·C·d).
     *
     * @param gradients shape [n, C], gradients by the logits
     * @return shape [n, d], {@code gradients · weights}; float32 where the weights are
     */
    public Matrix pullBack(Matrix gradients) {
        if (gradients.cols() != classes()) {
            throw new IllegalArgumentException("The gradients have (%d) columns but the last layer (%d) classes."
                    .formatted(gradients.cols(), classes()));
        }
        double[] out = new double[Math.multiplyExact(gradients.rows(), dimensions())];
        double[][] w = rows(weights);
        double[] g = new double[classes()];
        for (int i = 0; i < gradients.rows(); i++) {
            gradients.copyRow(i, g);
            for (int c = 0; c < g.length; c++) {
                for (int j = 0; j < dimensions(); j++) {
                    int at = i * dimensions() + j;
                    out[at] = Math.fma(g[c], w[c][j], out[at]);
                }
            }
        }
        DoubleMatrix exact = DoubleMatrix.wrap(out, gradients.rows(), dimensions());
        return weights.isDouble() ? exact : exact.toFloat();
    }

    private void requireDimensions(Matrix embeddings) {
        if (embeddings.cols() != dimensions()) {
            throw new IllegalArgumentException("The embeddings have (%d) dimensions but the last layer takes (%d)."
                    .formatted(embeddings.cols(), dimensions()));
        }
    }

    private static double[][] rows(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.cols()];
        for (int i = 0; i < rows.length; i++) {
            matrix.copyRow(i, rows[i]);
        }
        return rows;
    }
}
