package dev.quarry.learn.classical;

import dev.quarry.kernel.Lbfgs;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Products;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.SeenClasses;
import dev.quarry.learn.TrainingSet;
import java.util.Arrays;

/**
 * What logistic regression minimises: {@code C · Σ_i weight_i · (−log p_i(y_i)) + ½ ‖W‖²}, the intercepts free.
 *
 * <p>The unknowns are the weights of one class after the other, then the intercepts. Rows are summed in groups whose
 * size does not depend on the number of threads.
 */
final class SoftmaxLoss implements Lbfgs.Objective {

    private static final int GROUPS = 16;
    private static final int GROUP_ROWS = 512;
    /** Multiplications of one evaluation from which threads pay. */
    private static final long WORTH_THREADS = 4_000_000;

    /** A product of sums, each from 1 to C, does not overflow beyond this. */
    private static final double MOST = 0x1p900;

    private final TrainingSet examples;
    private final int[] columns;
    private final SeenClasses seen;
    private final int classes;
    private final double strength;
    private final RowBlock[] kept;

    /**
     * @param columns the columns that are used
     * @param seen the classes that are fitted
     * @param strength C
     */
    SoftmaxLoss(TrainingSet examples, int[] columns, SeenClasses seen, double strength) {
        this(examples, columns, seen, strength, Memory.budget() / 4);
    }

    /** With at most {@code bytes} for laid out rows; the others are laid out again whenever they are needed. */
    SoftmaxLoss(TrainingSet examples, int[] columns, SeenClasses seen, double strength, long bytes) {
        this.examples = examples;
        this.columns = columns;
        this.seen = seen;
        this.classes = seen.count();
        this.strength = strength;
        this.kept = new RowBlock[(examples.size() + RowBlock.ROWS - 1) / RowBlock.ROWS];
        long left = bytes;
        for (int b = 0; b < kept.length && left > 0; b++) {
            kept[b] = block(b);
            left -= kept[b].bytes();
        }
    }

    /** How many unknowns there are. */
    int unknowns() {
        return Math.multiplyExact(classes, columns.length + 1);
    }

    @SuppressWarnings("NullAway") // rows beyond the memory budget are laid out again whenever they are needed
    private RowBlock block(int b) {
        int from = b * RowBlock.ROWS;
        return kept[b] != null
                ? kept[b]
                : RowBlock.of(examples.features(), from, Math.min(examples.size(), from + RowBlock.ROWS), columns);
    }

    @Override
    public double at(double[] x, double[] gradient) {
        int d = columns.length;
        double[][] w = new double[classes][];
        Arrays.setAll(w, c -> Arrays.copyOfRange(x, c * d, (c + 1) * d));
        int groupBlocks = Math.max(GROUP_ROWS / RowBlock.ROWS, (kept.length + GROUPS - 1) / GROUPS);
        Part[] parts = new Part[(kept.length + groupBlocks - 1) / groupBlocks];
        Workers.Chunk work = (from, to) -> parts[from / groupBlocks] = new Part(w, x, from, to);
        if ((long) examples.size() * x.length >= WORTH_THREADS) {
            Workers.current().chunks(kept.length, groupBlocks, work);
        } else {
            for (int from = 0; from < kept.length; from += groupBlocks) {
                work.run(from, Math.min(kept.length, from + groupBlocks));
            }
        }
        return sum(parts, x, gradient);
    }

    private double sum(Part[] parts, double[] x, double[] gradient) {
        int weights = classes * columns.length;
        System.arraycopy(x, 0, gradient, 0, weights);
        Arrays.fill(gradient, weights, gradient.length, 0);
        double loss = 0;
        for (Part part : parts) {
            loss += part.loss;
            for (int c = 0; c < classes; c++) {
                for (int j = 0; j < columns.length; j++) {
                    gradient[c * columns.length + j] += part.gradient[c][j];
                }
                gradient[weights + c] += part.intercepts[c];
            }
        }
        double[] penalised = Arrays.copyOf(x, weights);
        return strength * loss + 0.5 * Products.dot(penalised, penalised);
    }

    /** The share of a group of blocks in loss and gradient. */
    private final class Part {
        private final double[][] gradient = new double[classes][columns.length];
        private final double[] intercepts = new double[classes];
        private double loss;

        /** The product of the sums of exponentials of rows of one weight: their logarithms need not be taken one by one. */
        private double product = 1;

        private double productWeight;

        Part(double[][] w, double[] x, int fromBlock, int toBlock) {
            double[][] z = new double[classes][RowBlock.ROWS];
            double[] p = new double[classes];
            for (int b = fromBlock; b < toBlock; b++) {
                RowBlock block = block(b);
                for (int c = 0; c < classes; c++) {
                    Arrays.fill(z[c], x[classes * columns.length + c]);
                }
                block.multiply(w, z);
                for (int i = 0; i < block.size(); i++) {
                    residual(z, i, b * RowBlock.ROWS + i, p);
                }
                block.addWeighted(z, gradient);
            }
            loss += productWeight * StrictMath.log(product);
        }

        private void addLogarithm(double weight, double sum) {
            if (weight != productWeight || product > MOST) {
                loss += productWeight * StrictMath.log(product);
                productWeight = weight;
                product = 1;
            }
            product *= sum;
        }

        /** Adds the loss of a row and replaces its logits by the derivative of the loss. */
        private void residual(double[][] z, int i, int row, double[] p) {
            int label = seen.place(examples.label(row));
            double weight = examples.weight(row);
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                p[c] = z[c][i];
                largest = Math.max(largest, p[c]);
            }
            double sum = Softmax.exponentials(p, largest);
            loss += weight * (largest - z[label][i]);
            addLogarithm(weight, sum);
            double scale = strength * weight / sum;
            for (int c = 0; c < classes; c++) {
                double derivative = scale * (c == label ? p[c] - sum : p[c]);
                z[c][i] = derivative;
                intercepts[c] += derivative;
            }
        }
    }
}
