package dev.quarry.learn.classical;

/** How many columns, drawn at random, a node looks at for its split. */
public enum MaxFeatures {
    /** The square root of d, rounded down. */
    SQRT,
    /** The binary logarithm of d, rounded down. */
    LOG2,
    /** A third of d, rounded down. */
    THIRD,
    /** All of them. */
    ALL;

    /** How many of {@code d} columns, at least 1. */
    int of(int d) {
        int count = switch (this) {
            case SQRT -> (int) Math.sqrt(d);
            case LOG2 -> 31 - Integer.numberOfLeadingZeros(Math.max(1, d));
            case THIRD -> d / 3;
            case ALL -> d;
        };
        return Math.max(1, count);
    }
}
