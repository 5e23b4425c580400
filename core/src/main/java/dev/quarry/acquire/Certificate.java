package dev.quarry.acquire;

/**
 * A number that says how good a whole selection is, where the method can tell.
 *
 * @param name what it is, for example {@code covering radius}
 * @param value the number
 */
public record Certificate(String name, double value) {}
