package dev.quarry.lab.statistics;

import java.util.function.Predicate;

/**
 * How often something was so.
 *
 * @param hits how often it was
 * @param n how often it was looked, at least {@code hits}
 */
public record Proportion(int hits, int n) {

    private static final int MOST = 1 << 30;

    /** States the rules. */
    public Proportion {
        if (hits < 0 || hits > n) {
            throw new IllegalArgumentException(
                    "There cannot be (%d) hits among (%d): at least 0, at most all.".formatted(hits, n));
        }
    }

    /** The share, NaN where nobody looked. */
    public double share() {
        return (double) hits / n;
    }

    /** How often it was not so. */
    public Proportion complement() {
        return new Proportion(n - hits, n);
    }

    /**
     * Where the share lies if the looks were a random sample: the score interval, which keeps its promise for small samples
     * and at shares near 0 and 1; [0, 1] where nobody looked.
     *
     * <p>Wilson. <i>Probable inference, the law of succession, and statistical inference.</i> Journal of the American
     * Statistical Association 22, 1927.
     *
     * @param confidence in (0, 1), for example 0.95
     */
    public Interval interval(double confidence) {
        return n == 0 ? new Interval(0, 1) : wilson(hits, n, Normal.beyond(1 - confidence));
    }

    private static Interval wilson(double hits, double n, double z) {
        double share = hits / n;
        double spread = z * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
        double middle = share + z * z / (2 * n);
        double scale = 1 + z * z / n;
        return new Interval(Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale));
    }

    /**
     * Where the difference of the shares of two independent samples lies, this one minus the other, from their score
     * intervals.
     *
     * <p>Newcombe. <i>Interval estimation for the difference between independent proportions: comparison of eleven
     * methods.</i> Statistics in Medicine 17, 1998 (method 10).
     *
     * @throws IllegalArgumentException if one of them is empty
     */
    public Interval minus(Proportion other, double confidence) {
        if (n == 0 || other.n == 0) {
            throw new IllegalArgumentException(
                    "Shares of (%d) and (%d) looks cannot be compared.".formatted(n, other.n));
        }
        Interval mine = interval(confidence);
        Interval its = other.interval(confidence);
        double difference = share() - other.share();
        double down = StrictMath.hypot(share() - mine.low(), its.high() - other.share());
        double up = StrictMath.hypot(mine.high() - share(), other.share() - its.low());
        return new Interval(difference - down, difference + up);
    }

    /**
     * How many looks it takes until the interval of a share is about ± {@code halfWidth} wide.
     *
     * @param share the share that is expected, in [0, 1]
     * @param halfWidth above 0
     */
    public static int needed(double share, double halfWidth, double confidence) {
        if (!(halfWidth > 0)) {
            throw new IllegalArgumentException("Half the width (%s) must be above 0.".formatted(halfWidth));
        }
        return search(share, confidence, interval -> interval.halfWidth() <= halfWidth);
    }

    /**
     * How many looks it takes until the interval of a share tells on which side of a bound it is: wholly at or above it, or
     * wholly below.
     *
     * @param share the share that is expected, in [0, 1]
     * @return {@link Integer#MAX_VALUE} where it takes more than a thousand million
     */
    public static int neededToTell(double share, double bound, double confidence) {
        return search(share, confidence, interval -> interval.low() >= bound || interval.high() < bound);
    }

    private static int search(double share, double confidence, Predicate<Interval> enough) {
        double z = Normal.beyond(1 - confidence);
        int low = 0;
        int high = 1;
        while (!enough.test(wilson(share * high, high, z))) {
            if (high >= MOST) {
                return Integer.MAX_VALUE;
            }
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            int middle = low + (high - low) / 2;
            if (enough.test(wilson(share * middle, middle, z))) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
