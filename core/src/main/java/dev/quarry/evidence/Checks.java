package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What must hold of evidence before anything is chosen by it. Every refusal names the item. */
final class Checks {

    /** How far a sum of float32 probabilities may be from 1. */
    private static final double SUM_TOLERANCE = 1e-3;

    /** So many numbers are read at a time. */
    private static final int NUMBERS = 1 << 16;

    /** How many rows are recomputed to see whether a last layer belongs to its predictions. */
    static final int HEAD_ROWS = 64;

    /** How far a recomputed probability may be from a given one, which may have been stored as float16. */
    private static final double HEAD_TOLERANCE = 1e-2;

    private Checks() {}

    static void rows(Items items, Matrix matrix, String what) {
        if (matrix.rows() != items.size()) {
            throw new IllegalArgumentException("The %s have (%d) rows but there are (%d) candidates."
                    .formatted(what, matrix.rows(), items.size()));
        }
    }

    static void examples(Matrix embeddings, Matrix examples, String what) {
        if (examples.rows() > 0 && embeddings.rows() > 0 && examples.cols() != embeddings.cols()) {
            throw new IllegalArgumentException("The %s embeddings have (%d) dimensions but the candidates have (%d)."
                    .formatted(what, examples.cols(), embeddings.cols()));
        }
        finite(examples, row -> "embedding of %s row (%d)".formatted(what, row));
    }

    static void sameLabelled(Matrix matrix, Labels labels, String what) {
        if (matrix.rows() != labels.size()) {
            throw new IllegalArgumentException("The %s of labelled items have (%d) rows but there are (%d) labels."
                    .formatted(what, matrix.rows(), labels.size()));
        }
    }

    /** Each row of {@code matrix} must be {@code members} distributions side by side. */
    static void distributions(Items items, Matrix matrix, int members) {
        int classes = matrix.cols() / members;
        if (matrix.rows() > 0 && classes == 0) {
            throw new IllegalArgumentException(
                    "The probabilities have no columns. Maybe the file holds another shape.");
        }
        int broken = first(matrix, row -> brokenAt(row, classes) >= 0);
        if (broken >= 0) {
            double[] row = row(matrix, broken);
            throw notADistribution(items.name(broken), row, brokenAt(row, classes), classes);
        }
    }

    /** Where in a row the first run of numbers begins that is no distribution, −1 if there is none. */
    private static int brokenAt(double[] distributions, int classes) {
        for (int at = 0; at < distributions.length; at += classes) {
            double sum = 0;
            boolean inside = true;
            for (int c = at; c < at + classes; c++) {
                sum += distributions[c];
                inside &= distributions[c] >= 0; // false for NaN too
            }
            if (!inside || !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                return at;
            }
        }
        return -1;
    }

    /** The first row with which something is wrong, −1 if there is none; read in blocks by all workers. */
    private static int first(Matrix matrix, Predicate<double[]> wrong) {
        AtomicInteger first = new AtomicInteger(Integer.MAX_VALUE);
        int size = Math.max(1, NUMBERS / Math.max(1, matrix.cols()));
        Workers.current().rows(matrix.rows(), size, (from, to) -> {
            double[] numbers = new double[matrix.cols()];
            float[] block = new float[matrix.isDouble() ? 0 : (to - from) * numbers.length];
            if (!matrix.isDouble()) {
                matrix.copyRows(from, to, block);
            }
            for (int row = from; row < to; row++) {
                if (matrix.isDouble()) {
                    matrix.copyRow(row, numbers);
                } else {
                    widen(block, (row - from) * numbers.length, numbers);
                }
                if (wrong.test(numbers)) {
                    first.accumulateAndGet(row, Math::min);
                    return;
                }
            }
        });
        return first.get() == Integer.MAX_VALUE ? -1 : first.get();
    }

    private static void widen(float[] from, int at, double[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] = from[at + j];
        }
    }

    private static double[] row(Matrix matrix, int row) {
        double[] numbers = new double[matrix.cols()];
        matrix.copyRow(row, numbers);
        return numbers;
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
        finite(embeddings, row -> "embedding of item (%s)".formatted(items.name(row)));
        finite(labelled, "embedding of labelled row (%d)"::formatted);
    }

    /** A history of at least two moments that share its columns. */
    static void moments(Matrix history, int moments) {
        if (moments < 2) {
            throw new IllegalArgumentException(
                    "The training history has (%d) moments but at least (2) are needed.".formatted(moments));
        }
        if (history.cols() % moments != 0) {
            throw new IllegalArgumentException(
                    "The training history has (%d) columns, which (%d) moments cannot share evenly."
                            .formatted(history.cols(), moments));
        }
    }

    /** The history of labelled items must be of the same moments and classes as that of the candidates. */
    static void labelled(Matrix labelledHistory, int[] labels, Matrix history, int moments) {
        if (labels.length != labelledHistory.rows()) {
            throw new IllegalArgumentException("The labelled history has (%d) rows but there are (%d) labels."
                    .formatted(labelledHistory.rows(), labels.length));
        }
        if (labels.length > 0 && history.rows() > 0 && labelledHistory.cols() != history.cols()) {
            throw new IllegalArgumentException("The labelled history has (%d) columns but that of the candidates (%d)."
                    .formatted(labelledHistory.cols(), history.cols()));
        }
        int classes = labelledHistory.cols() / moments;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException("The label (%d) of labelled row (%d) is not one of (%d) classes."
                        .formatted(labels[i], i, classes));
            }
        }
        distributions(Items.range(labels.length), labelledHistory, moments);
    }

    static void norms(Items items, Matrix norms, int classes) {
        if (norms.rows() > 0 && norms.cols() != classes) {
            throw new IllegalArgumentException(
                    "The gradient norms have (%d) columns but the probabilities (%d) classes."
                            .formatted(norms.cols(), classes));
        }
        int broken = first(norms, row -> notALength(row) >= 0);
        if (broken >= 0) {
            double[] row = row(norms, broken);
            int c = notALength(row);
            throw new IllegalArgumentException(
                    "The gradient norm (%s) of class (%d) for item (%s) is not a length: finite, not negative."
                            .formatted(row[c], c, items.name(broken)));
        }
    }

    private static int notALength(double[] norms) {
        for (int c = 0; c < norms.length; c++) {
            if (!(norms[c] >= 0 && norms[c] < Double.POSITIVE_INFINITY)) {
                return c;
            }
        }
        return -1;
    }

    /** Whether the layer makes the probabilities of the embeddings, seen on rows spread over all of them. */
    static void head(LatentPredictions evidence, Head head) {
        Matrix p = evidence.probabilities();
        if (evidence.size() == 0) {
            return;
        }
        if (p.cols() != head.classes()) {
            throw new IllegalArgumentException("The last layer has (%d) classes but the probabilities have (%d)."
                    .formatted(head.classes(), p.cols()));
        }
        int seen = Math.min(evidence.size(), HEAD_ROWS);
        int[] rows = IntStream.range(0, seen)
                .map(i -> (int) ((long) i * evidence.size() / seen))
                .toArray();
        Matrix made = head.probabilities(evidence.embeddings().select(rows));
        for (int i = 0; i < seen; i++) {
            for (int c = 0; c < p.cols(); c++) {
                if (!(Math.abs(made.get(i, c) - p.get(rows[i], c)) <= HEAD_TOLERANCE)) {
                    throw new IllegalArgumentException(
                            "The last layer gives class (%d) of item (%s) the probability (%s), but (%s) was given. Maybe it belongs to another model, or the embeddings to another layer."
                                    .formatted(c, evidence.items().name(rows[i]), made.get(i, c), p.get(rows[i], c)));
                }
            }
        }
    }

    /** Each number must be a probability by itself. */
    static void shares(Matrix probabilities, IntFunction<String> who) {
        double[] row = new double[probabilities.cols()];
        for (int i = 0; i < probabilities.rows(); i++) {
            probabilities.copyRow(i, row);
            for (int label = 0; label < row.length; label++) {
                if (!(row[label] >= 0 && row[label] <= 1)) { // true for NaN too
                    throw new IllegalArgumentException(
                            "The probability (%s) of label (%d) for %s is not in [0, 1]. Maybe the model returned logits."
                                    .formatted(row[label], label, who.apply(i)));
                }
            }
        }
    }

    /** The labels of labelled items: as many columns as there are labels, 0 or 1 in each. */
    static void labelSets(Matrix labelSets, Matrix labelProbabilities) {
        if (labelSets.rows() > 0 && labelProbabilities.rows() > 0 && labelSets.cols() != labelProbabilities.cols()) {
            throw new IllegalArgumentException("The label sets have (%d) columns but there are (%d) labels."
                    .formatted(labelSets.cols(), labelProbabilities.cols()));
        }
        double[] row = new double[labelSets.cols()];
        for (int i = 0; i < labelSets.rows(); i++) {
            labelSets.copyRow(i, row);
            for (int label = 0; label < row.length; label++) {
                if (row[label] != 0 && row[label] != 1) {
                    throw new IllegalArgumentException(
                            "The label sets have (%s) for label (%d) of labelled row (%d), which is neither 0 nor 1."
                                    .formatted(row[label], label, i));
                }
            }
        }
    }

    static void sameShape(Matrix labelledLabelProbabilities, Matrix labelSets) {
        if (labelledLabelProbabilities.rows() != labelSets.rows()
                || labelledLabelProbabilities.cols() != labelSets.cols()) {
            throw new IllegalArgumentException(
                    "The probabilities of labels of labelled items have shape [%d, %d] but their label sets [%d, %d]."
                            .formatted(
                                    labelledLabelProbabilities.rows(),
                                    labelledLabelProbabilities.cols(),
                                    labelSets.rows(),
                                    labelSets.cols()));
        }
    }

    /** One predicted number for each candidate, and one for each labelled item. */
    static void numbers(Items items, Matrix predictions, Matrix targets) {
        rows(items, predictions, "predictions");
        oneColumn(predictions, "predictions");
        oneColumn(targets, "targets");
        finite(predictions, row -> "prediction of item (%s)".formatted(items.name(row)));
        finite(targets, "target of labelled row (%d)"::formatted);
    }

    private static void oneColumn(Matrix numbers, String what) {
        if (numbers.rows() > 0 && numbers.cols() != 1) {
            throw new IllegalArgumentException(
                    "The %s have (%d) columns but one number is needed for each item. Maybe they are those of a committee."
                            .formatted(what, numbers.cols()));
        }
    }

    static void committee(Items items, Matrix members) {
        rows(items, members, "predictions of members");
        if (members.rows() > 0 && members.cols() < 2) {
            throw new IllegalArgumentException(
                    "The committee has (%d) members but at least (2) are needed.".formatted(members.cols()));
        }
        finite(members, row -> "prediction of a member for item (%s)".formatted(items.name(row)));
    }

    static void samePlaces(RegressionPredictions predictions, Embeddings places) {
        if (!predictions.items().equals(places.items())) {
            throw new IllegalArgumentException(
                    "The predictions and the embeddings are not of the same candidates in the same order.");
        }
        if (predictions.targets().rows() != places.labelled().rows()) {
            throw new IllegalArgumentException(
                    "There are (%d) targets of labelled items but (%d) embeddings of labelled items."
                            .formatted(
                                    predictions.targets().rows(),
                                    places.labelled().rows()));
        }
    }

    static void answered(AnnotatorLabels answers, Matrix answeredProbabilities, Matrix probabilities) {
        if (answeredProbabilities.rows() != answers.size()) {
            throw new IllegalArgumentException("The probabilities of annotated items have (%d) rows but (%d) items are."
                    .formatted(answeredProbabilities.rows(), answers.size()));
        }
        for (Matrix one : new Matrix[] {probabilities, answeredProbabilities}) {
            if (one.rows() > 0 && one.cols() != answers.classes()) {
                throw new IllegalArgumentException("The probabilities have (%d) classes but the answers (%d)."
                        .formatted(one.cols(), answers.classes()));
            }
        }
        distributions(answers.items(), answeredProbabilities, 1);
    }

    static void finite(Matrix matrix, IntFunction<String> who) {
        int broken = first(matrix, row -> !isFinite(row));
        if (broken >= 0) {
            throw notFinite(who.apply(broken), row(matrix, broken));
        }
    }

    /** Whether all numbers are: a product with 0 is NaN as soon as one is NaN or infinite. Four sums, for their speed. */
    private static boolean isFinite(double[] place) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int j = 0;
        for (; j + 4 <= place.length; j += 4) {
            a += place[j] * 0;
            b += place[j + 1] * 0;
            c += place[j + 2] * 0;
            d += place[j + 3] * 0;
        }
        for (; j < place.length; j++) {
            a += place[j] * 0;
        }
        return a + b + c + d == 0;
    }

    private static IllegalArgumentException notFinite(String who, double[] place) {
        int at = 0;
        while (Double.isFinite(place[at])) {
            at++;
        }
        return new IllegalArgumentException(
                "The %s has the value (%s) in dimension (%d).".formatted(who, place[at], at));
    }

    /** The labelled places in the precision of the candidates, so that kernels compute in one. */
    static Matrix alike(Matrix labelled, Matrix embeddings) {
        if (labelled.isDouble() == embeddings.isDouble()) {
            return labelled;
        }
        return embeddings.isDouble() ? labelled.toDouble() : labelled.toFloat();
    }
}
