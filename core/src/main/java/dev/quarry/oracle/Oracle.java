package dev.quarry.oracle;

import dev.quarry.pool.Verdict;

/** Whoever answers. */
public interface Oracle {

    /** What it says about an item. */
    Verdict ask(long id);

    /** Who it is, for the journal. */
    default String name() {
        return getClass().getSimpleName();
    }
}
