package dev.quarry.acquire;

import dev.quarry.evidence.Refits;
import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.kernel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The expectation over the label of a candidate, as probable as the model says, of a number about the model that the label
 * would make. A label that is impossible costs no fit.
 *
 * @param candidates how many candidates are looked at; 0 for all
 * @param targets how many candidates the changed model is asked about; 0 for all
 */
record OneMoreLabel(int candidates, int targets) {

    /** A number about a changed model. */
    @FunctionalInterface
    interface Value {
        /**
         * The number.
         *
         * @param row the candidate that got a label
         * @param targets the candidates that the changed model is asked about, in the order of their ids
         * @param after what it says about them, shape [targets.length, C]
         */
        double of(int row, int[] targets, Matrix after);
    }

    /** The rule of both numbers. */
    static void requireCounts(int candidates, int targets) {
        if (candidates < 0 || targets < 0) {
            throw new IllegalArgumentException(
                    "The candidates (%d) and the targets (%d) must be at least 1, or 0 for all."
                            .formatted(candidates, targets));
        }
    }

    /** The candidates of the largest expectations among those that are drawn, never fewer than the budget. */
    Selection select(Acquisition<?> acquisition, Refits evidence, int budget, Randomness random, Value value) {
        Items items = evidence.items();
        int size = Math.min(Math.max(budget, 0), items.size());
        if (size == 0) {
            return new Selection(List.of());
        }
        int[] rows = drawn(items, candidates == 0 ? 0 : Math.max(candidates, size), random.purpose("candidates"));
        double[] expected = expected(evidence, rows, drawn(items, targets, random.purpose("targets")), value);
        double[] scores = new double[items.size()];
        Arrays.fill(scores, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < rows.length; i++) {
            scores[rows[i]] = expected[i];
        }
        return Scores.top(items, scores, size, random, Scores.reason(acquisition));
    }

    /** The rows of some candidates, drawn uniformly by their ids, in the order of these; all if {@code count} is 0. */
    private static int[] drawn(Items items, int count, Randomness draw) {
        int wanted = count == 0 ? items.size() : count;
        int[] rows = TopK.largest(Scores.uniform(items, draw), wanted, row -> draw.tie(items.id(row)));
        return ById.rows(items, IntStream.of(rows));
    }

    /**
     * The expectation for every candidate, with all of them as targets; shape [n].
     *
     * @throws IllegalStateException if the thread was interrupted, before the next fit; or if an expectation is not finite,
     *     naming the item
     */
    static double[] ofAll(Refits evidence, Value value) {
        int[] rows = IntStream.range(0, evidence.size()).toArray();
        return expected(evidence, rows, drawn(evidence.items(), 0, Randomness.seed(0)), value);
    }

    private static double[] expected(Refits evidence, int[] rows, int[] targets, Value value) {
        double[] expected = new double[rows.length];
        Workers.current().chunks(rows.length, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                expected[i] = expected(evidence, rows[i], targets, value);
            }
        });
        return expected;
    }

    private static double expected(Refits evidence, int row, int[] targets, Value value) {
        double[] p = new double[evidence.probabilities().cols()];
        evidence.probabilities().copyRow(row, p);
        double sum = 0;
        for (int label = 0; label < p.length; label++) {
            if (p[label] > 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("The look ahead was interrupted.");
                }
                sum += p[label] * value.of(row, targets, evidence.refitted(row, label, targets));
            }
        }
        if (!Double.isFinite(sum)) {
            throw new IllegalStateException(
                    "With one more label for item (%s) the model gives (%s). Maybe its fit does not converge on so few labels."
                            .formatted(evidence.items().name(row), sum));
        }
        return sum;
    }
}
