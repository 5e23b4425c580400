package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;

/** What must hold of evidence before anything is chosen by it. Every refusal names the item. */
final class Checks {

    /** How far a sum of float32 probabilities may be from 1. */
    private static final double SUM_TOLERANCE = 1e-3;

    private static final int CHUNK = 4096;

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
        float[] block = new float[Math.min(CHUNK, matrix.rows()) * matrix.cols()];
        for (int from = 0; from < matrix.rows(); from += CHUNK) {
            int to = Math.min(matrix.rows(), from + CHUNK);
            matrix.copyRows(from, to, block);
            for (int start = 0, at = 0; start < (to - from) * members; start++, at += classes) {
                float sum = 0;
                boolean inside = true;
                for (int c = at; c < at + classes; c++) {
                    sum += block[c];
                    inside &= block[c] >= 0; // false for NaN too
                }
                if (!inside || !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                    throw notADistribution(items, matrix, from + start / members, start % members, classes);
                }
            }
        }
    }

    private static IllegalArgumentException notADistribution(
            Items items, Matrix matrix, int row, int member, int classes) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            double p = matrix.get(row, member * classes + c);
            if (!(p >= 0 && p <= 1 + SUM_TOLERANCE)) {
                return new IllegalArgumentException(
                        "The probability (%s) of class (%d) for item (%s) is not in [0, 1]. Maybe the model returned logits."
                                .formatted(p, c, items.name(row)));
            }
            sum += p;
        }
        return new IllegalArgumentException(
                "The probabilities of item (%s) sum to (%s), not to 1. Maybe they need a softmax, or a class is missing."
                        .formatted(items.name(row), sum));
    }

    static void places(Items items, Matrix embeddings, Matrix labelled) {
        if (labelled.rows() > 0 && embeddings.rows() > 0 && labelled.cols() != embeddings.cols()) {
            throw new IllegalArgumentException(
                    "The labelled embeddings have (%d) dimensions but the candidates have (%d)."
                            .formatted(labelled.cols(), embeddings.cols()));
        }
        finite(embeddings, row -> "item (%s)".formatted(items.name(row)));
        finite(labelled, row -> "labelled row (%d)".formatted(row));
    }

    private static void finite(Matrix matrix, java.util.function.IntFunction<String> who) {
        float[] block = new float[Math.min(CHUNK, matrix.rows()) * matrix.cols()];
        for (int from = 0; from < matrix.rows(); from += CHUNK) {
            int to = Math.min(matrix.rows(), from + CHUNK);
            matrix.copyRows(from, to, block);
            float zero = 0;
            for (int j = 0; j < (to - from) * matrix.cols(); j++) {
                zero += block[j] * 0; // NaN as soon as one number is NaN or infinite
            }
            if (zero != 0) {
                for (int j = 0; ; j++) {
                    if (!Float.isFinite(block[j])) {
                        throw new IllegalArgumentException("The embedding of %s has the value (%s) in dimension (%d)."
                                .formatted(who.apply(from + j / matrix.cols()), block[j], j % matrix.cols()));
                    }
                }
            }
        }
    }
}
