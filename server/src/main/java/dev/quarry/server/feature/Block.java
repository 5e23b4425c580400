package dev.quarry.server.feature;

import org.jspecify.annotations.Nullable;

/**
 * Some features that the items of a project could have.
 *
 * @param key in addresses and settings
 * @param title for people
 * @param kind how they are computed
 * @param source what they are computed by: the text of a part, the name of a column, the name of a file
 * @param columns how many numbers
 * @param coverage the share of items that have them, in [0, 1]
 * @param usual whether they are chosen where nobody chose
 * @param scaled whether they are standardised where nobody said otherwise
 * @param refused why they cannot be chosen; null where they can
 */
public record Block(
        String key,
        String title,
        Kind kind,
        String source,
        int columns,
        double coverage,
        boolean usual,
        boolean scaled,
        @Nullable String refused) {

    /** How the keys of networks begin. */
    static final String NETWORK = "network:";

    /** How features are computed. */
    public enum Kind {
        /** From the picture. */
        PICTURE,
        /** From the text. */
        TEXT,
        /** A column of numbers. */
        NUMBER,
        /** A column of words, one column for each. */
        NOMINAL,
        /** They came with the data. */
        IMPORTED
    }

    /** What becomes of an item that lacks them, in a word. */
    public String missing() {
        return switch (kind) {
            case NUMBER, IMPORTED -> "mean and a column that says so";
            case NOMINAL -> "none of the words";
            case PICTURE, TEXT -> "mean";
        };
    }

    /** Whether a network of the user computes them. */
    boolean isNetwork() {
        return key.startsWith(NETWORK);
    }
}
