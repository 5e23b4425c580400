package dev.quarry.acquire;

/** How wrong a model expects to be about an item, by its own prediction. */
public enum ExpectedError {
    /** {@code 1 − max p}, the chance that the likeliest label is wrong; in [0, 1 − 1/C]. */
    BINARY,

    /** {@code −Σ p·ln p}, the expected logarithmic loss, which is the entropy; in nats, in [0, ln C]. */
    LOG;

    /** The error that a prediction expects of itself. */
    double of(double[] p) {
        double sum = 0;
        double most = 0;
        for (double one : p) {
            most = Math.max(most, one);
            sum -= this == LOG && one != 0 ? one * StrictMath.log(one) : 0;
        }
        return this == LOG ? sum : 1 - most;
    }
}
