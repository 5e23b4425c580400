package dev.quarry.learn.svm;

import dev.quarry.bundle.State;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Model;
import dev.quarry.learn.Rules;
import dev.quarry.learn.SeenClasses;
import java.util.Arrays;

/** A fitted {@link LinearSvm}: a plane for each seen class; of two classes only for the first one. */
public final class LinearSvmModel implements Model {

    private static final int ROWS = 64;

    private final SeenClasses classes;
    private final FloatMatrix weights; // [planes, d]
    private final double[] intercepts;
    private final Sigmoid[] sigmoids;

    private LinearSvmModel(SeenClasses classes, FloatMatrix weights, double[] intercepts, Sigmoid[] sigmoids) {
        this.classes = classes;
        this.weights = weights;
        this.intercepts = intercepts;
        this.sigmoids = sigmoids;
    }

    static LinearSvmModel fit(DistinctRows rows, SeenClasses classes, LinearSvm rules) {
        int planes = planes(classes);
        float[][] weights = new float[planes][];
        double[] intercepts = new double[planes];
        Sigmoid[] sigmoids = new Sigmoid[planes];
        Workers.current().chunks(planes, 1, (from, to) -> {
            for (int plane = from; plane < to; plane++) {
                OneAgainstRest fit = new OneAgainstRest(rows, plane, rules);
                weights[plane] = fit.weights();
                intercepts[plane] = fit.intercept();
                sigmoids[plane] = fit.sigmoid();
            }
        });
        return new LinearSvmModel(classes, FloatMatrix.of(weights), intercepts, sigmoids);
    }

    private static int planes(SeenClasses classes) {
        return classes.count() == 2 ? 1 : classes.count();
    }

    /** The one that {@link #state} wrote down. */
    static LinearSvmModel of(State state) {
        SeenClasses classes = SeenClasses.of(state);
        int planes = planes(classes);
        Matrix weights = state.matrix("weights");
        Matrix sigmoids = state.matrix("sigmoids", planes, 2);
        Sigmoid[] each = new Sigmoid[planes];
        Arrays.setAll(each, plane -> new Sigmoid(sigmoids.get(plane, 0), sigmoids.get(plane, 1)));
        return new LinearSvmModel(
                classes,
                state.matrix("weights", planes, weights.cols()).toFloat(),
                state.matrix("intercepts", 1, planes).toDouble().values(),
                each);
    }

    @Override
    public State state() {
        double[][] each = new double[sigmoids.length][];
        Arrays.setAll(each, plane -> new double[] {sigmoids[plane].a(), sigmoids[plane].b()});
        return classes.addTo(State.empty())
                .with("weights", weights)
                .with("intercepts", intercepts)
                .with("sigmoids", DoubleMatrix.of(each));
    }

    @Override
    public int classes() {
        return classes.ofTask();
    }

    /**
     * The decision values of all planes, one per seen class, above 0 for it; of two classes one, above 0 for the first.
     *
     * @param features shape [n, d]
     * @return shape [n, planes]
     */
    public DoubleMatrix decisions(Matrix features) {
        int d = weights.cols();
        Rules.width(features, d);
        int planes = intercepts.length;
        double[] out = new double[Math.multiplyExact(features.rows(), planes)];
        Workers.current().chunks(features.rows(), ROWS, (from, to) -> {
            float[] rows = new float[(to - from) * d];
            features.copyRows(from, to, rows);
            for (int r = 0; r < to - from; r++) {
                for (int plane = 0; plane < planes; plane++) {
                    out[(from + r) * planes + plane] =
                            Distances.dot(weights.values(), plane * d, rows, r * d, d) + intercepts[plane];
                }
            }
        });
        return DoubleMatrix.wrap(out, features.rows(), planes);
    }

    @Override
    public DoubleMatrix probabilities(Matrix features) {
        DoubleMatrix decisions = decisions(features);
        double[] out = new double[Math.multiplyExact(features.rows(), classes())];
        Workers.current().chunks(features.rows(), ROWS, (from, to) -> {
            double[] p = new double[classes.count()];
            for (int i = from; i < to; i++) {
                double sum = 0;
                for (int plane = 0; plane < sigmoids.length; plane++) {
                    p[plane] = sigmoids[plane].of(decisions.get(i, plane));
                    sum += p[plane];
                }
                if (sigmoids.length == 1) {
                    p[1] = 1 - p[0];
                    sum = 1;
                }
                for (int c = 0; c < p.length; c++) {
                    p[c] = sum > 0 ? p[c] / sum : 1.0 / p.length; // every class denies a row that is far from all
                }
                classes.scatter(p, out, i);
            }
        });
        return DoubleMatrix.wrap(out, features.rows(), classes());
    }
}
