package dev.quarry.acquire;

import dev.quarry.evidence.Labels;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.TopK;

/**
 * The cross entropy of labelled items as a function of the last layer, in closed form: with {@code h' = [h; 1]} the gradient
 * of an item is {@code (p − e_y) ⊗ h'}, its Hessian {@code (diag p − ppᵀ) ⊗ h'h'ᵀ}. Weights and biases stand side by side,
 * shape [C, d + 1]. Sums are in the order of ids.
 */
final class LabelledLosses {

    private final int classes;
    private final int inputs;
    private final int[] labels;
    private final double[][] places;
    private final double[][] logits;

    /**
     * Of all labelled items.
     *
     * @throws IllegalArgumentException if no label is known, or one is of a class that is not predicted
     */
    LabelledLosses(Acquisition<?> acquisition, TaughtHead evidence) {
        Labels known = evidence.labels();
        if (known.known().length == 0) {
            throw new IllegalArgumentException(
                    "The acquisition (%s) looks at the loss on labelled items, but no label is known. Maybe label a start first."
                            .formatted(Scores.reason(acquisition)));
        }
        this.classes = evidence.probabilities().cols();
        if (known.classes() > classes) {
            throw new IllegalArgumentException(
                    "The labels are of (%d) classes but the last layer has (%d).".formatted(known.classes(), classes));
        }
        this.inputs = evidence.labelled().cols() + 1;
        Memory.require((long) Double.BYTES * known.size() * (inputs + classes), "The labelled items of a last layer");
        int[] rows = ById.rows(known.items());
        this.labels = new int[rows.length];
        this.places = new double[rows.length][];
        this.logits = new double[rows.length][classes];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = known.of(rows[i]);
            places[i] = place(evidence.labelled(), rows[i]);
            evidence.labelledProbabilities().copyRow(rows[i], logits[i]);
            for (int c = 0; c < classes; c++) {
                logits[i][c] = StrictMath.log(logits[i][c]); // up to a number that is the same for all classes
            }
        }
    }

    private static double[] place(Matrix places, int row) {
        double[] place = new double[places.cols() + 1];
        place[places.cols()] = 1;
        double[] h = new double[places.cols()];
        places.copyRow(row, h);
        System.arraycopy(h, 0, place, 0, h.length);
        return place;
    }

    /** The gradient of the mean loss of the items whose label is known. */
    double[] gradient() {
        double[] gradient = new double[classes * inputs];
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != Labels.UNKNOWN) {
                double[] error = probabilities(i);
                error[labels[i]] -= 1;
                addOuter(error, places[i], gradient);
                count++;
            }
        }
        return scaled(gradient, 1.0 / count);
    }

    /** The product of a vector with the Hessian of the mean loss of all items and a damping. */
    double[] curved(double[] vector, double damping) {
        double[] out = new double[vector.length];
        double[] along = new double[classes];
        for (int i = 0; i < labels.length; i++) {
            double[] p = probabilities(i);
            double mean = 0;
            for (int c = 0; c < classes; c++) {
                along[c] = dot(vector, c * inputs, places[i]);
                mean += p[c] * along[c];
            }
            for (int c = 0; c < classes; c++) {
                along[c] = p[c] * (along[c] - mean);
            }
            addOuter(along, places[i], out);
        }
        scaled(out, 1.0 / labels.length);
        for (int j = 0; j < out.length; j++) {
            out[j] += damping * vector[j];
        }
        return out;
    }

    /** Takes a candidate under its likeliest label into the layer, by one step of gradient descent. */
    void learn(TaughtHead evidence, int row, double rate) {
        double[] error = error(evidence, row, 1);
        double[] place = place(evidence.embeddings(), row);
        for (int i = 0; i < labels.length; i++) {
            double likeness = rate * dot(place, 0, places[i]);
            for (int c = 0; c < classes; c++) {
                logits[i][c] -= likeness * error[c];
            }
        }
    }

    private double[] probabilities(int i) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double logit : logits[i]) {
            greatest = Math.max(greatest, logit);
        }
        double[] p = new double[classes];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            p[c] = StrictMath.exp(logits[i][c] - greatest);
            sum += p[c];
        }
        return scaled(p, 1 / sum);
    }

    private static void addOuter(double[] left, double[] right, double[] to) {
        for (int c = 0; c < left.length; c++) {
            int at = c * right.length;
            for (int j = 0; j < right.length; j++) {
                to[at + j] = Math.fma(left[c], right[j], to[at + j]);
            }
        }
    }

    private static double[] scaled(double[] values, double by) {
        for (int j = 0; j < values.length; j++) {
            values[j] *= by;
        }
        return values;
    }

    private static double dot(double[] vector, int at, double[] place) {
        return Distances.dot(vector, at, place, 0, place.length);
    }

    /**
     * The scalar products of the gradients of candidates with a direction, each under the labels that it most likely has.
     *
     * @param direction in weights and biases, shape [C, d + 1]
     * @param top over how many of the likeliest labels the mean is taken, each as probable as it is among them
     */
    static void along(double[] direction, TaughtHead evidence, int top, Rows rows, double[] out) {
        for (int row = rows.from(); row < rows.to(); row++) {
            double[] place = place(evidence.embeddings(), row);
            double[] error = error(evidence, row, top);
            double sum = 0;
            for (int c = 0; c < error.length; c++) {
                sum = Math.fma(error[c], dot(direction, c * place.length, place), sum);
            }
            out[row - rows.from()] = sum;
        }
    }

    /** {@code p − e_y}, the mean over the likeliest labels y; of equally likely ones the lower counts as likelier. */
    private static double[] error(TaughtHead evidence, int row, int top) {
        double[] p = new double[evidence.probabilities().cols()];
        evidence.probabilities().copyRow(row, p);
        int[] labels = TopK.largest(p, top, c -> c);
        double sum = 0;
        for (int label : labels) {
            sum += p[label];
        }
        for (int label : labels) {
            p[label] -= p[label] / sum;
        }
        return p;
    }
}
