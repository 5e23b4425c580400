package dev.quarry.learn.classical;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A fitted logistic regression. Its probabilities are float64, since their last digits decide between close items. */
public final class LogisticModel implements Model {

    private final SeenClasses classes;
    private final int width;
    /** The columns that were not 0 in every training row; the weights of the others are exactly 0. */
    private final int[] columns;

    private final double[][] weights;
    private final double[] intercepts;

    private LogisticModel(SeenClasses classes, int width, int[] columns, double[] unknowns) {
        int d = columns.length;
        this.classes = classes;
        this.width = width;
        this.columns = columns;
        this.weights = new double[classes.count()][];
        Arrays.setAll(weights, c -> Arrays.copyOfRange(unknowns, c * d, (c + 1) * d));
        this.intercepts = Arrays.copyOfRange(unknowns, classes.count() * d, unknowns.length);
    }

    static LogisticModel fit(TrainingSet examples, LogisticRegression rules) {
        SeenClasses seen = new SeenClasses(examples);
        int[] columns = filledColumns(examples.features());
        SoftmaxLoss loss = new SoftmaxLoss(examples, columns, seen, rules.c());
        double total = 0;
        for (int i = 0; i < examples.size(); i++) {
            total += examples.weight(i);
        }
        double tolerance = rules.tolerance() * rules.c() * total;
        double[] unknowns = Lbfgs.minimise(loss, new double[loss.unknowns()], tolerance, rules.maxIterations());
        return new LogisticModel(seen, examples.features().cols(), columns, unknowns);
    }

    private static int[] filledColumns(Matrix features) {
        boolean[] filled = new boolean[features.cols()];
        double[] row = new double[filled.length];
        for (int i = 0; i < features.rows(); i++) {
            features.copyRow(i, row);
            for (int j = 0; j < row.length; j++) {
                filled[j] |= row[j] != 0;
            }
        }
        return IntStream.range(0, filled.length).filter(j -> filled[j]).toArray();
    }

    @Override
    public int classes() {
        return classes.ofTask();
    }

    /** The weights, shape [C, d]; 0 for classes that were not seen. */
    public DoubleMatrix weights() {
        double[] all = new double[Math.multiplyExact(classes(), width)];
        for (int c = 0; c < classes(); c++) {
            for (int j = 0; j < columns.length && classes.place(c) >= 0; j++) {
                all[c * width + columns[j]] = weights[classes.place(c)][j];
            }
        }
        return DoubleMatrix.wrap(all, classes(), width);
    }

    /** The intercepts, shape [1, C]; 0 for classes that were not seen. */
    public DoubleMatrix intercepts() {
        double[] all = new double[classes()];
        classes.scatter(intercepts, all, 0);
        return DoubleMatrix.wrap(all, 1, classes());
    }

    @Override
    public DoubleMatrix probabilities(Matrix features) {
        Rules.width(features, width);
        double[] out = new double[Math.multiplyExact(features.rows(), classes())];
        Workers.current().chunks(features.rows(), RowBlock.ROWS, (from, to) -> {
            RowBlock block = RowBlock.of(features, from, to, columns);
            double[][] z = new double[weights.length][to - from];
            for (int c = 0; c < z.length; c++) {
                Arrays.fill(z[c], intercepts[c]);
            }
            block.multiply(weights, z);
            double[] p = new double[z.length];
            for (int i = 0; i < to - from; i++) {
                for (int c = 0; c < z.length; c++) {
                    p[c] = z[c][i];
                }
                Softmax.inPlace(p);
                classes.scatter(p, out, from + i);
            }
        });
        return DoubleMatrix.wrap(out, features.rows(), classes());
    }
}
