package dev.quarry.server.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What items are asked for, as it was written: {@code label:cat conf<0.6 -is:flagged "on the sofa"}. All terms must hold;
 * an empty query holds for every item. Whether the names in it mean something is for {@link Filter} to say.
 *
 * @param terms in the order in which they were written
 */
public record Query(List<Term> terms) {

    /** Fixes the terms. */
    public Query {
        terms = List.copyOf(terms);
    }

    /** How a value is compared. */
    public enum Relation {
        /** Equal, or one of, or between: {@code :}. */
        IS,
        /** Below. */
        LESS,
        /** Not above. */
        AT_MOST,
        /** Above. */
        MORE,
        /** Not below. */
        AT_LEAST
    }

    /**
     * One thing that must hold.
     *
     * @param negated whether it must not hold instead
     * @param key what is compared; null where names and texts are searched
     * @param values one of them must fit; at least one
     * @param at where it begins in what was written, from 1 on
     */
    public record Term(boolean negated, @Nullable String key, Relation relation, List<Value> values, int at) {
        /** Fixes the values. */
        public Term {
            values = List.copyOf(values);
        }
    }

    /**
     * A value as it was written.
     *
     * @param quoted whether it stood between quotes, so that it is meant to the letter
     * @param part whether it may stand inside a word: {@code ~} stood before it
     */
    public record Value(String text, boolean quoted, boolean part) {}

    /**
     * Reads a query.
     *
     * @throws IllegalArgumentException if it cannot be read; the message says where and why
     */
    public static Query parse(String text) {
        return new QueryReader(text).read();
    }
}
