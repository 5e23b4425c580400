package dev.quarry.server.store;

/**
 * A request that may come again, since whoever sent it did not hear the answer, and must not happen twice.
 *
 * @param key what its sender calls it, different for each of their requests
 * @param fingerprint of what it asks for, by which another request under the same key is told
 */
public record Once(String key, String fingerprint) {

    private static final int LONGEST_KEY = 100;

    /** States the rules. */
    public Once {
        if (!key.matches("[\\x21-\\x7e]{1,%d}".formatted(LONGEST_KEY))) {
            throw new IllegalArgumentException(
                    "The key of a request has between 1 and (%d) visible characters of ASCII, not (%s)."
                            .formatted(LONGEST_KEY, key));
        }
    }
}
