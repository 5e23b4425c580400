package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import java.util.function.IntFunction;

/** What must hold of evidence before anything is chosen by it. Every refusal names the item. */
final class Checks {

    /** How far a sum of float32 probabilities may be from 1. */
    private static final double SUM_TOLERANCE = 1e-3;

    private Checks() {}

    static void rows(Items items, Matrix matrix, String what) {
        if (matrix.rows() != items.size()) {
            throw new IllegalArgumentException("The %s have (%d) rows but there are (%d) candidates."
                    .formatted(what, matrix.rows(), items.size()));
        }
    }

    /** Each row of {@code matrix} must be {@code members} distributions side by side. */
    static void distributions(Items items, Matrix matrix, int members) {
        int classes = matrix.cols() / members;
        if (matrix.rows() > 0 && classes == 0) {
            throw new IllegalArgumentException(
                    "The probabilities have no columns. Maybe the file holds another shape.");
        }
        double[] distributions = new double[matrix.cols()];
        for (int row = 0; row < matrix.rows(); row++) {
            matrix.copyRow(row, distributions);
            for (int at = 0; at < distributions.length; at += classes) {
                double sum = 0;
                boolean inside = true;
                for (int c = at; c < at + classes; c++) {
                    sum += distributions[c];
                    inside &= distributions[c] >= 0; // false for NaN too
                }
                if (!inside || !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                    throw notADistribution(items.name(row), distributions, at, classes);
                }
            }
        }
    }

    private static IllegalArgumentException notADistribution(String item, double[] distributions, int at, int classes) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            double p = distributions[at + c];
            if (!(p >= 0 && p <= 1 + SUM_TOLERANCE)) {
                return new IllegalArgumentException(
                        "The probability (%s) of class (%d) for item (%s) is not in [0, 1]. Maybe the model returned logits."
                                .formatted(p, c, item));
            }
            sum += p;
        }
        return new IllegalArgumentException(
                "The probabilities of item (%s) sum to (%s), not to 1. Maybe they need a softmax, or a class is missing."
                        .formatted(item, sum));
    }

    static void places(Items items, Matrix embeddings, Matrix labelled) {
        if (labelled.rows() > 0 && embeddings.rows() > 0 && labelled.cols() != embeddings.cols()) {
            throw new IllegalArgumentException(
                    "The labelled embeddings have (%d) dimensions but the candidates have (%d)."
                            .formatted(labelled.cols(), embeddings.cols()));
        }
        finite(embeddings, row -> "item (%s)".formatted(items.name(row)));
        finite(labelled, "labelled row (%d)"::formatted);
    }

    private static void finite(Matrix matrix, IntFunction<String> who) {
        double[] place = new double[matrix.cols()];
        for (int row = 0; row < matrix.rows(); row++) {
            matrix.copyRow(row, place);
            double zero = 0;
            for (double coordinate : place) {
                zero += coordinate * 0; // NaN as soon as one number is NaN or infinite
            }
            if (zero != 0) {
                throw notFinite(who.apply(row), place);
            }
        }
    }

    private static IllegalArgumentException notFinite(String who, double[] place) {
        int at = 0;
        while (Double.isFinite(place[at])) {
            at++;
        }
        return new IllegalArgumentException(
                "The embedding of %s has the value (%s) in dimension (%d).".formatted(who, place[at], at));
    }

    /** The labelled places in the precision of the candidates, so that kernels compute in one. */
    static Matrix alike(Matrix labelled, Matrix embeddings) {
        if (labelled.isDouble() == embeddings.isDouble()) {
            return labelled;
        }
        return embeddings.isDouble() ? labelled.toDouble() : labelled.toFloat();
    }
}
