package dev.quarry.learn.classical;

import dev.quarry.learn.SeenClasses;

/** From logits to probabilities, with the same bits on every machine. */
final class Softmax {

    private Softmax() {}

    /** The place of the first of the largest numbers of {@code values[at..at + count)}, from 0. */
    static int largest(double[] values, int at, int count) {
        int best = 0;
        for (int c = 1; c < count; c++) {
            best = values[at + c] > values[at + best] ? c : best;
        }
        return best;
    }

    /** Replaces the logits of all rows, shape [n, C], by probabilities: those of the seen classes, 0 for the others. */
    static void ofSeen(SeenClasses seen, double[] logits) {
        int[] places = seen.seen();
        double[] p = new double[places.length];
        for (int at = 0; at < logits.length; at += seen.ofTask()) {
            for (int s = 0; s < places.length; s++) {
                p[s] = logits[at + places[s]];
            }
            inPlace(p);
            seen.scatter(p, logits, at / seen.ofTask());
        }
    }

    /** Replaces logits by the probabilities that are proportional to their exponentials. */
    static void inPlace(double[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = exponentials(logits, largest);
        for (int c = 0; c < logits.length; c++) {
            logits[c] /= sum;
        }
    }

    /** Replaces numbers by the exponentials of what they are above {@code zero}; returns their sum. */
    static double exponentials(double[] values, double zero) {
        double sum = 0;
        for (int c = 0; c < values.length; c++) {
            values[c] = Exponential.of(values[c] - zero);
            sum += values[c];
        }
        return sum;
    }
}
