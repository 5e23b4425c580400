package dev.quarry.acquire;

/**
 * One of the numbers that a score is made of.
 *
 * @param name what it is, in few words: {@code p1}, {@code distance}
 * @param value the number
 * @param about what it is about, a class or an item; empty where the name says it all
 */
public record Term(String name, double value, String about) {

    /** A term whose name says it all. */
    public Term(String name, double value) {
        this(name, value, "");
    }
}
