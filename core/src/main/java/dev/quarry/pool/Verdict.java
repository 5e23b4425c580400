package dev.quarry.pool;

import org.jspecify.annotations.Nullable;

/**
 * What somebody said about an item: a class, or why there is none.
 *
 * @param status where the item stands from now on
 * @param label the name of its class where it is labelled, otherwise null
 */
public record Verdict(Status status, @Nullable String label) {

    /** Passed over. */
    public static final Verdict SKIP = new Verdict(Status.SKIPPED, null);

    /** Looked at, cannot tell. */
    public static final Verdict UNSURE = new Verdict(Status.UNSURE, null);

    /** Does not belong here. */
    public static final Verdict IGNORE = new Verdict(Status.IGNORED, null);

    /** Takes back what was said before. */
    public static final Verdict UNDO = new Verdict(Status.UNLABELLED, null);

    /** States the rules. */
    public Verdict {
        if ((status == Status.LABELLED) != (label != null)) {
            throw new IllegalArgumentException(
                    "A verdict has a label exactly when it is LABELLED, not with status (%s) and label (%s)."
                            .formatted(status, label));
        }
    }

    /** A class. */
    public static Verdict label(String label) {
        return new Verdict(Status.LABELLED, label);
    }
}
