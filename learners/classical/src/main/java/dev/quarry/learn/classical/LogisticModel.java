package dev.quarry.learn.classical;

import dev.quarry.bundle.State;
import dev.quarry.evidence.Head;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Lbfgs;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.HeadedModel;
import dev.quarry.learn.Rules;
import dev.quarry.learn.SeenClasses;
import dev.quarry.learn.TrainingSet;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A fitted logistic regression: one linear layer, its head, on the features themselves. Its probabilities are float64,
 * since their last digits decide between close items.
 */
public final class LogisticModel implements HeadedModel {

    private final Head head;
    /** The classes that were seen. */
    private final int[] seen;
    /** The columns with a weight; those that were 0 in every training row have none. */
    private final int[] columns;

    /** The weights of the seen classes for {@link #columns}. */
    private final double[][] weights;

    private LogisticModel(Head head) {
        this.head = head;
        this.seen = IntStream.range(0, head.classes())
                .filter(c -> Double.isFinite(head.biases().get(0, c)))
                .toArray();
        double[][] all = new double[seen.length][head.dimensions()];
        Arrays.setAll(all, s -> row(head.weights(), seen[s]));
        this.columns = IntStream.range(0, head.dimensions())
                .filter(j -> Arrays.stream(all).anyMatch(row -> row[j] != 0))
                .toArray();
        this.weights = new double[seen.length][];
        Arrays.setAll(
                weights, s -> IntStream.of(columns).mapToDouble(j -> all[s][j]).toArray());
    }

    private static double[] row(Matrix matrix, int row) {
        double[] values = new double[matrix.cols()];
        matrix.copyRow(row, values);
        return values;
    }

    static LogisticModel fit(TrainingSet examples, LogisticRegression rules) {
        SeenClasses seen = new SeenClasses(examples);
        long unknowns = (long) seen.count() * examples.features().cols();
        long weights = (long) examples.classes() * examples.features().cols();
        examples.requireMemory("logistic-regression", Double.BYTES * (Lbfgs.VECTORS * unknowns + weights));
        int[] columns = filledColumns(examples.features());
        SoftmaxLoss loss = new SoftmaxLoss(examples, columns, seen, rules.c());
        double total = 0;
        for (int i = 0; i < examples.size(); i++) {
            total += examples.weight(i);
        }
        double tolerance = rules.tolerance() * rules.c() * total;
        Centred centred = new Centred(loss, examples, columns);
        double[] found = Lbfgs.minimise(centred, new double[loss.unknowns()], tolerance, rules.maxIterations());
        return new LogisticModel(
                head(centred.plain(found), seen, columns, examples.features().cols()));
    }

    private static Head head(double[] unknowns, SeenClasses seen, int[] columns, int width) {
        double[] all = new double[Math.multiplyExact(seen.ofTask(), width)];
        double[] biases = new double[seen.ofTask()];
        Arrays.fill(biases, Double.NEGATIVE_INFINITY);
        for (int c = 0; c < biases.length; c++) {
            int place = seen.place(c);
            for (int j = 0; j < columns.length && place >= 0; j++) {
                all[c * width + columns[j]] = unknowns[place * columns.length + j];
            }
            biases[c] = place < 0 ? biases[c] : unknowns[seen.count() * columns.length + place];
        }
        return new Head(DoubleMatrix.wrap(all, seen.ofTask(), width), DoubleMatrix.of(biases));
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

    /** The model that {@link #state} wrote down. */
    static LogisticModel of(State state) {
        return new LogisticModel(new Head(state.matrix("weights"), state.matrix("biases")));
    }

    @Override
    public State state() {
        return State.empty().with("weights", head.weights()).with("biases", head.biases());
    }

    @Override
    public int classes() {
        return head.classes();
    }

    /** The weights, shape [C, d]; the biases −∞ for classes that were not seen, their weights 0. */
    @Override
    public Head head() {
        return head;
    }

    @Override
    public DoubleMatrix probabilities(Matrix features) {
        Rules.width(features, head.dimensions());
        int classes = classes();
        double[] out = new double[Math.multiplyExact(features.rows(), classes)];
        Workers.current().chunks(features.rows(), RowBlock.ROWS, (from, to) -> {
            RowBlock block = RowBlock.of(features, from, to, columns);
            double[][] z = new double[seen.length][to - from];
            for (int s = 0; s < seen.length; s++) {
                Arrays.fill(z[s], head.biases().get(0, seen[s]));
            }
            block.multiply(weights, z);
            double[] p = new double[seen.length];
            for (int i = 0; i < to - from; i++) {
                for (int s = 0; s < p.length; s++) {
                    p[s] = z[s][i];
                }
                Softmax.inPlace(p);
                for (int s = 0; s < p.length; s++) {
                    out[(from + i) * classes + seen[s]] = p[s];
                }
            }
        });
        return DoubleMatrix.wrap(out, features.rows(), classes);
    }
}
