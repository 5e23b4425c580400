package dev.quarry.server.classes;

import java.util.Collection;
import java.util.Optional;

/** The keys that choose a class: which are free, which the page needs for itself. */
public final class ClassKeys {

    /** In the order in which they are given: the digits as they lie on a keyboard, then the row below them. */
    private static final String ORDER = "1234567890qwertyuiop";

    /** What the page does by keys of its own: skip, unsure, note, mark, wrong, grid, move, retrain, zoom, fit, map. */
    private static final String OWN = "sunbxghjklrzfm";

    private ClassKeys() {}

    /** The next key that nobody has; none when they are used up. */
    public static Optional<String> next(Collection<String> used) {
        return ORDER.chars()
                .mapToObj(Character::toString)
                .filter(key -> !isOwn(key) && !used.contains(key))
                .findFirst();
    }

    /** Whether the page needs it for itself. */
    public static boolean isOwn(String key) {
        return OWN.contains(key);
    }

    /**
     * Refuses what cannot be the key of a class.
     *
     * @throws IllegalArgumentException if so
     */
    static void require(String key) {
        if (!key.matches("[0-9a-z]")) {
            throw new IllegalArgumentException(
                    "The key (%s) must be one digit or one small letter from a to z.".formatted(key));
        }
        if (isOwn(key)) {
            throw new IllegalArgumentException(
                    "The page itself needs the key (%s). Maybe a digit, or one of (q w e t y i o p).".formatted(key));
        }
    }
}
