package dev.quarry.learn.classical;

/** From logits to probabilities, with the same bits on every machine. */
final class Softmax {

    private Softmax() {}

    /**
     * Replaces logits by the probabilities that are proportional to their exponentials.
     *
     * @return the logarithm of the sum of the exponentials
     */
    static double inPlace(double[] logits) {
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
        return largest + StrictMath.log(sum);
    }
}
