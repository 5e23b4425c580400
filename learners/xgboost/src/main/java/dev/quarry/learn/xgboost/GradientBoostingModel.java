package dev.quarry.learn.xgboost;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Model;
import dev.quarry.learn.Rules;
import dev.quarry.learn.SeenClasses;

/**
 * Boosted trees. It predicts in Java from arrays of its own, with the sums of XGBoost to the bit, so it holds no native
 * memory and any number of threads may ask it. Its state holds the booster as XGBoost writes it, which Python reads as
 * well ({@code Booster.load_model}).
 */
public final class GradientBoostingModel implements Model {

    private static final int ROWS = 64;

    private final byte[] booster;
    private final BoosterTrees trees;
    private final SeenClasses classes;

    /** Takes the bytes of a booster of the seen classes. */
    GradientBoostingModel(byte[] booster, SeenClasses classes) {
        this.booster = booster;
        this.trees = new BoosterTrees(booster);
        this.classes = classes;
        if (trees.groups() != (classes.count() == 2 ? 1 : classes.count())) {
            throw new IllegalArgumentException("The saved trees add up (%d) sums, which does not fit (%d) seen classes."
                    .formatted(trees.groups(), classes.count()));
        }
    }

    @Override
    public int classes() {
        return classes.ofTask();
    }

    @Override
    public State state() {
        return classes.addTo(State.empty()).with("booster", booster);
    }

    @Override
    public DoubleMatrix probabilities(Matrix features) {
        Rules.width(features, trees.columns());
        double[] out = new double[Math.multiplyExact(features.rows(), classes())];
        Workers.current().chunks(features.rows(), ROWS, (from, to) -> {
            float[] rows = new float[(to - from) * trees.columns()];
            features.copyRows(from, to, rows);
            float[] sums = new float[(to - from) * trees.groups()];
            trees.sums(rows, to - from, sums);
            double[] p = new double[classes.count()];
            for (int i = from; i < to; i++) {
                for (int c = 0; c < p.length; c++) {
                    p[c] = trees.groups() > 1 ? sums[(i - from) * p.length + c] : c * sums[i - from];
                }
                softmax(p);
                classes.scatter(p, out, i);
            }
        });
        return DoubleMatrix.wrap(out, features.rows(), classes());
    }

    private static void softmax(double[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (int c = 0; c < logits.length; c++) {
            logits[c] = StrictMath.exp(logits[c] - largest);
            sum += logits[c];
        }
        for (int c = 0; c < logits.length; c++) {
            logits[c] /= sum;
        }
    }
}
