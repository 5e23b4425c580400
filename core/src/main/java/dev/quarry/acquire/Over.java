package dev.quarry.acquire;

/** What becomes of one number per label. */
public enum Over {
    /** Their mean. */
    MEAN,

    /** The largest. */
    MAX,

    /** The smallest. */
    MIN;

    /** One number of the first {@code count}, at least one. */
    double of(double[] values, int count) {
        double sum = 0;
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            sum += values[i];
            most = Math.max(most, values[i]);
            least = Math.min(least, values[i]);
        }
        return switch (this) {
            case MEAN -> sum / count;
            case MAX -> most;
            case MIN -> least;
        };
    }
}
