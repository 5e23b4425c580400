package dev.quarry.acquire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A number that says how good a whole selection is, where the method can tell.
 *
 * @param name what it is, for example {@code covering radius}
 * @param value the number
 * @param further other numbers about the selection by their names, in order: a lower bound, a count
 * @param status how the method ended, for example {@code optimal}; empty where there is one way only
 */
public record Certificate(String name, double value, Map<String, Double> further, String status) {

    /** Keeps the order of the further numbers. */
    public Certificate {
        further = Collections.unmodifiableMap(new LinkedHashMap<>(further));
    }

    /** One number and nothing more. */
    public Certificate(String name, double value) {
        this(name, value, Map.of(), "");
    }
}
