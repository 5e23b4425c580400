package dev.quarry.learn.svm;

import java.util.Arrays;

/** The plane between one class and all others, with the sigmoid of its held-out decision values. */
final class OneAgainstRest {

    private final float[] weights;
    private final double intercept;
    private final Sigmoid sigmoid;

    OneAgainstRest(DistinctRows rows, int plane, LinearSvm rules) {
        int m = rows.size();
        int d = rows.width();
        double[] y = new double[m];
        boolean[] first = new boolean[m];
        double[] counts = new double[m];
        int[] folds = new int[m];
        for (int place = 0; place < rows.classes(); place++) {
            for (int i = rows.begin(place); i < rows.begin(place + 1); i++) {
                first[i] = place == plane;
                y[i] = first[i] ? 1 : -1;
                counts[i] = rows.weight(i);
                folds[i] = rows.fold(i, place);
            }
        }
        double[] costs = Arrays.stream(counts).map(weight -> rules.c() * weight).toArray();
        SquaredHinge whole = new SquaredHinge(rows.values(), d, y, costs);
        double[] w = whole.minimise(new double[d + 1], rules.tolerance(), rules.maxIterations());
        double[] fitted = whole.decisions(w);
        double[] heldOut = fitted.clone();
        for (int fold = 0; fold < DistinctRows.FOLDS; fold++) {
            double[] some = costs.clone();
            for (int i = 0; i < m; i++) {
                some[i] = folds[i] == fold ? 0 : some[i];
            }
            SquaredHinge part = new SquaredHinge(rows.values(), d, y, some);
            double[] decisions = part.decisions(part.minimise(w, rules.tolerance(), rules.maxIterations()));
            for (int i = 0; i < m; i++) {
                heldOut[i] = folds[i] == fold ? decisions[i] : heldOut[i];
            }
        }
        this.sigmoid = Sigmoid.fit(heldOut, fitted, first, counts);
        this.weights = new float[d];
        for (int j = 0; j < d; j++) {
            weights[j] = (float) w[j];
        }
        this.intercept = w[d];
    }

    float[] weights() {
        return weights;
    }

    double intercept() {
        return intercept;
    }

    /** The probability of the class by the decision value. */
    Sigmoid sigmoid() {
        return sigmoid;
    }
}
