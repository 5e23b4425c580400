package dev.quarry.pool;

/** Where an item stands. */
public enum Status {
    /** Nobody has judged it; it may be chosen. */
    UNLABELLED,
    /** It has a class. */
    LABELLED,
    /** Somebody passed over it; it is not asked again by itself. */
    SKIPPED,
    /** Somebody looked and could not tell. */
    UNSURE,
    /** It does not belong here and counts nowhere. */
    IGNORED
}
