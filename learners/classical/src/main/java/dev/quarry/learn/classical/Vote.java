package dev.quarry.learn.classical;

/** How much a neighbour counts. */
public enum Vote {
    /** All the same. */
    UNIFORM,
    /** By the reciprocal of its distance; where some are at distance 0, these alone. */
    DISTANCE
}
