package dev.quarry.dataset.embed;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Picture;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.kernel.FloatMatrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Labels for pictures before anybody has labelled one: a picture is compared with sentences about the classes, by a pair
 * of networks that put pictures and sentences into one space. Weak labels: the probabilities are what the pair believes,
 * and as right as it fits the pictures.
 *
 * <p>The row of a class is the mean of the rows of its sentences, each of length 1, brought to length 1 again. The
 * probabilities of a picture are the softmax of {@code scale} times its cosines with the classes.
 *
 * <p>Radford, Kim, Hallacy et al. <i>Learning transferable visual models from natural language supervision.</i> ICML
 * 2021 (§3.1.4 for the means over sentences).
 *
 * @param pictures the picture half of the pair
 * @param texts the text half
 * @param classes the names of the classes as they stand in the sentences, at least two, all different
 * @param templates sentences with {@code {}} for the class, at least one
 * @param scale what cosines are multiplied by, above 0: the exponential of what CLIP has learnt as its logit scale, 100
 */
public record ZeroShot(
        PictureFeatures pictures, TextEmbedding texts, List<String> classes, List<String> templates, double scale) {

    /** What CLIP was evaluated with first. */
    public static final String USUAL_TEMPLATE = "a photo of a {}.";

    /** The scale to which CLIP's training is clipped. */
    public static final double USUAL_SCALE = 100;

    /** Copies the lists and checks the rules. */
    public ZeroShot {
        classes = List.copyOf(classes);
        templates = List.copyOf(templates);
        if (classes.size() < 2 || new HashSet<>(classes).size() < classes.size()) {
            throw new IllegalArgumentException(
                    "The classes %s must be at least two, all different.".formatted(classes));
        }
        if (classes.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("The classes %s must have names.".formatted(classes));
        }
        if (templates.isEmpty()) {
            throw new IllegalArgumentException(
                    "There must be at least one template. Maybe (%s).".formatted(USUAL_TEMPLATE));
        }
        for (String template : templates) {
            if (!template.contains("{}")) {
                throw new IllegalArgumentException("The template (%s) has no place for the class. Maybe (%s)."
                        .formatted(template, USUAL_TEMPLATE));
            }
        }
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("The logit scale (%s) must be above 0. Maybe (100).".formatted(scale));
        }
    }

    /**
     * What the pair believes of each picture, shape [n, C], rows adding up to 1.
     *
     * @throws IOException if a model or a picture cannot be read, or the two do not fit; the message says which
     */
    public FloatMatrix probabilities(List<? extends Picture> of) throws IOException {
        FloatMatrix sentences = classRows();
        FloatMatrix rows = this.pictures.rows(of);
        int n = rows.rows();
        int cols = rows.cols();
        if (n > 0 && cols != sentences.cols()) {
            throw new BadDataException(
                    "The pictures have (%d) numbers each but the sentences (%d). Maybe the two models are no pair, or another output is the common space."
                            .formatted(cols, sentences.cols()));
        }
        float[] values = rows.values().clone();
        if (n > 0) {
            Rows.normalise(values, cols);
        }
        float[] probabilities = new float[n * classes.size()];
        double[] logits = new double[classes.size()];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < logits.length; c++) {
                logits[c] = scale * dot(values, i * cols, sentences.values(), c * cols, cols);
            }
            softmax(logits, probabilities, i * logits.length);
        }
        return FloatMatrix.wrap(probabilities, n, classes.size());
    }

    /** The rows of the classes, shape [C, d], of length 1. */
    FloatMatrix classRows() throws IOException {
        List<String> sentences = new ArrayList<>();
        for (String name : classes) {
            templates.forEach(template -> sentences.add(template.replace("{}", name)));
        }
        FloatMatrix rows = texts.rows(sentences);
        int cols = rows.cols();
        float[] values = rows.values().clone();
        Rows.normalise(values, cols);
        float[] means = new float[classes.size() * cols];
        for (int c = 0; c < classes.size(); c++) {
            for (int j = 0; j < cols; j++) {
                double sum = 0;
                for (int t = 0; t < templates.size(); t++) {
                    sum += values[(c * templates.size() + t) * cols + j];
                }
                means[c * cols + j] = (float) (sum / templates.size());
            }
        }
        Rows.normalise(means, cols);
        return FloatMatrix.wrap(means, classes.size(), cols);
    }

    private static double dot(float[] a, int from, float[] b, int at, int length) {
        double sum = 0;
        for (int j = 0; j < length; j++) {
            sum += (double) a[from + j] * b[at + j];
        }
        return sum;
    }

    private static void softmax(double[] logits, float[] out, int at) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            greatest = Math.max(greatest, logit);
        }
        double sum = 0;
        for (int c = 0; c < logits.length; c++) {
            logits[c] = StrictMath.exp(logits[c] - greatest);
            sum += logits[c];
        }
        for (int c = 0; c < logits.length; c++) {
            out[at + c] = (float) (logits[c] / sum);
        }
    }
}
