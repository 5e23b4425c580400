package dev.quarry.server.event;

/** Where a label comes from. Counts, training weights and exports tell these apart. */
public enum Provenance {
    /** A person looked at the item and said it. */
    HUMAN,
    /** A person saw the prediction among others and let it stand. */
    IMPLICIT,
    /** A rule, a tag or another model said it; it may well be wrong. */
    WEAK,
    /** It came with the data and is trusted. */
    IMPORTED,
    /** The project's own model said it and a person took it over without looking at the item. */
    MODEL;

    /** Whether a person looked at the item and answers for it. */
    public boolean isOpinion() {
        return this == HUMAN || this == IMPLICIT;
    }
}
