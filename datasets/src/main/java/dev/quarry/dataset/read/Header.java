package dev.quarry.dataset.read;

/** Whether the first record of a table names its columns. */
public enum Header {
    /**
     * Judged by the first two records: names are not numbers, not empty, all different, and either one of them is a usual
     * name of a label column or the second record has a number.
     */
    AUTO,
    /** It does. */
    TRUE,
    /** It is data. */
    FALSE
}
