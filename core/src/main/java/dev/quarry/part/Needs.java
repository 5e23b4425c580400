package dev.quarry.part;

/**
 * A part that fits only where its input is supplied. A component declared as {@code SomePart<? super X>} supplies X, so
 * it accepts exactly the parts whose {@link #needs()} is X or a supertype of it: the rule of the compiler, kept for
 * names that come from a file.
 */
public interface Needs {

    /** What the part must be given. */
    Class<?> needs();
}
