package dev.quarry.learn.classical;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.Rules;
import dev.quarry.learn.TrainingSet;
import java.util.stream.IntStream;

/** A model that sees some of the columns. */
final class SubspaceModel implements Model {

    /** Rows whose columns are picked at a time. */
    private static final int ROWS = 4096;

    private final Model model;
    private final int[] columns;
    private final int width;

    private SubspaceModel(Model model, int[] columns, int width) {
        this.model = model;
        this.columns = columns;
        this.width = width;
    }

    static SubspaceModel fit(Learner learner, TrainingSet examples, int[] columns, Randomness random) {
        Matrix picked = pick(examples.features(), 0, examples.size(), columns);
        TrainingSet some =
                TrainingSet.of(picked, examples.labels(), examples.classes()).weighted(examples.weights());
        return new SubspaceModel(
                learner.fit(some, random), columns, examples.features().cols());
    }

    /** The one that {@link #state} wrote down. */
    static SubspaceModel of(State state, Learner learner) {
        int[] columns = state.whole("subspace");
        int[] width = state.whole("width");
        if (width.length != 1 || IntStream.of(columns).anyMatch(j -> j < 0 || j >= width[0])) {
            throw new IllegalArgumentException("The value (subspace) does not name columns of the features.");
        }
        return new SubspaceModel(learner.restore(state.inner("model")), columns, width[0]);
    }

    @Override
    public State state() {
        return State.empty()
                .with("subspace", columns)
                .with("width", new int[] {width})
                .with("model", model.state());
    }

    @Override
    public int classes() {
        return model.classes();
    }

    @Override
    public Matrix probabilities(Matrix features) {
        Rules.width(features, width);
        int classes = classes();
        double[] out = new double[Math.multiplyExact(features.rows(), classes)];
        double[] row = new double[classes];
        for (int from = 0; from < features.rows(); from += ROWS) {
            int to = Math.min(features.rows(), from + ROWS);
            Matrix p = model.probabilities(pick(features, from, to, columns));
            for (int i = from; i < to; i++) {
                p.copyRow(i - from, row);
                System.arraycopy(row, 0, out, i * classes, classes);
            }
        }
        return DoubleMatrix.wrap(out, features.rows(), classes);
    }

    private static Matrix pick(Matrix features, int from, int to, int[] columns) {
        int d = columns.length;
        double[] exact = new double[features.isDouble() ? Math.multiplyExact(to - from, d) : 0];
        float[] picked = new float[features.isDouble() ? 0 : Math.multiplyExact(to - from, d)];
        double[] row = new double[features.cols()];
        for (int i = from; i < to; i++) {
            features.copyRow(i, row);
            for (int j = 0; j < d; j++) {
                if (features.isDouble()) {
                    exact[(i - from) * d + j] = row[columns[j]];
                } else {
                    picked[(i - from) * d + j] = (float) row[columns[j]];
                }
            }
        }
        return features.isDouble() ? DoubleMatrix.wrap(exact, to - from, d) : FloatMatrix.wrap(picked, to - from, d);
    }
}
