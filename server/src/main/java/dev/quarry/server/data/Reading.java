package dev.quarry.server.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How data is to be read, where somebody wants it otherwise than guessed.
 *
 * @param charset of texts; null for UTF-8
 * @param header whether the first line of a table names its columns; null to find out
 * @param roles what columns are for, by name; those that are not here are guessed
 * @param once whether an item with the very same content as another one is left out
 */
public record Reading(
        @Nullable String charset,
        @Nullable Boolean header,
        @Nullable Map<String, Role> roles,
        @Nullable Boolean once) {

    /** Everything is guessed. */
    public static final Reading GUESSED = new Reading(null, null, null, null);

    /** Keeps the order of the columns. */
    public Reading {
        roles = roles == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(roles));
    }

    /** What a column is for. */
    public enum Role {
        /** Names the items. */
        ID,
        /** What a person reads and judges. */
        TEXT,
        /** A label that came with the data. */
        LABEL,
        /** A number that a model may look at. */
        NUMBER,
        /** Numbers that a model may look at, a list of them in one cell. */
        VECTOR,
        /** Says which part of the data an item belongs to. */
        SPLIT,
        /** Stands beside the item. */
        FIELD,
        /** Left out. */
        IGNORED;

        /** In JSON. */
        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isOnce() {
        return once != null && once;
    }

    @Nullable
    Role role(String column) {
        return roles == null ? null : roles.get(column);
    }
}
