package dev.quarry.learn.svm;

import dev.quarry.kernel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * The machines of all pairs of classes, (0, 1), (0, 2) … (1, 2) …, each with the sigmoid of its held-out decision
 * values. Pairs are fitted in parallel where {@link Workers} allow.
 */
final class PairwiseFit {

    private final DistinctRows rows;
    private final Similarity similarity;
    private final SupportVectorMachine rules;
    private final KernelRows kernel;
    private final List<int[]> pairs = new ArrayList<>();
    private final double[][] coefficients; // by row and other class
    private final double[] subtrahends;
    private final Sigmoid[] sigmoids;

    PairwiseFit(DistinctRows rows, Similarity similarity, SupportVectorMachine rules) {
        this.rows = rows;
        this.similarity = similarity;
        this.rules = rules;
        this.kernel = new KernelRows(rows, similarity);
        for (int a = 0; a < rows.classes(); a++) {
            for (int b = a + 1; b < rows.classes(); b++) {
                pairs.add(new int[] {a, b});
            }
        }
        this.coefficients = new double[rows.size()][rows.classes()];
        this.subtrahends = new double[pairs.size()];
        this.sigmoids = new Sigmoid[pairs.size()];
        Workers.current().chunks(pairs.size(), 1, (from, to) -> {
            for (int pair = from; pair < to; pair++) {
                fit(pair);
            }
        });
    }

    private void fit(int pair) {
        int a = pairs.get(pair)[0];
        int b = pairs.get(pair)[1];
        int ofFirst = rows.begin(a + 1) - rows.begin(a);
        int n = ofFirst + rows.begin(b + 1) - rows.begin(b);
        double[] weights = new double[n];
        boolean[] first = new boolean[n];
        int[] folds = new int[n];
        int[] place = new int[n];
        for (int i = 0; i < n; i++) {
            first[i] = i < ofFirst;
            place[i] = first[i] ? rows.begin(a) + i : rows.begin(b) + i - ofFirst;
            weights[i] = rows.weight(place[i]);
            folds[i] = rows.fold(place[i], first[i] ? a : b);
        }
        PairMachine whole = solve(a, b, weights, folds, -2);
        double[] fitted = new double[n];
        for (int i = 0; i < n; i++) {
            fitted[i] = whole.decision(i);
            coefficients[place[i]][first[i] ? b : a] = whole.coefficient(i);
        }
        subtrahends[pair] = whole.subtrahend();
        double[] heldOut = fitted.clone();
        for (int fold = 0; fold < DistinctRows.FOLDS; fold++) {
            PairMachine part = solve(a, b, weights, folds, fold);
            for (int i = 0; i < n; i++) {
                heldOut[i] = folds[i] == fold ? part.decision(i) : heldOut[i];
            }
        }
        sigmoids[pair] = Sigmoid.fit(heldOut, fitted, first, weights);
    }

    private PairMachine solve(int a, int b, double[] weights, int[] folds, int withoutFold) {
        double[] cost = new double[weights.length];
        for (int i = 0; i < cost.length; i++) {
            cost[i] = folds[i] == withoutFold ? 0 : rules.c() * weights[i];
        }
        return new PairMachine(kernel, rows, a, b, cost).solve(rules.tolerance(), rules.maxIterations());
    }

    DistinctRows rows() {
        return rows;
    }

    Similarity similarity() {
        return similarity;
    }

    /** The coefficients of a training row in its machines, by the other class; its own place is 0. */
    double[] coefficients(int row) {
        return coefficients[row];
    }

    /** What the machine of each pair subtracts. */
    double[] subtrahends() {
        return subtrahends;
    }

    /** The sigmoid of each pair. */
    Sigmoid[] sigmoids() {
        return sigmoids;
    }
}
