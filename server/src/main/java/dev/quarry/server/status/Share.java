package dev.quarry.server.status;

import dev.quarry.lab.statistics.Interval;
import dev.quarry.lab.statistics.Proportion;
import org.jspecify.annotations.Nullable;

/**
 * A share with the interval in which it lies at a confidence of 95 %, as JSON can say it.
 *
 * @param value null where nobody looked
 */
public record Share(int hits, int n, @Nullable Double value, double low, double high) {

    /** The confidence of every interval in the app. */
    static final double CONFIDENCE = 0.95;

    /** The share of a proportion. */
    static Share of(Proportion proportion) {
        Interval interval = proportion.interval(CONFIDENCE);
        return new Share(
                proportion.hits(),
                proportion.n(),
                proportion.n() == 0 ? null : proportion.share(),
                interval.low(),
                interval.high());
    }
}
