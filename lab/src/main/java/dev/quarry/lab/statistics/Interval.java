package dev.quarry.lab.statistics;

/**
 * Two ends between which a value is believed to lie.
 *
 * @param low the lower end
 * @param high the upper end, not below the lower one
 */
public record Interval(double low, double high) {

    /** Half of its width. */
    public double halfWidth() {
        return (high - low) / 2;
    }

    /** Both ends times a factor of at least 0. */
    public Interval times(double factor) {
        return new Interval(low * factor, high * factor);
    }

    /** What is left of 1: of errors, what is right. */
    public Interval complement() {
        return new Interval(1 - high, 1 - low);
    }
}
