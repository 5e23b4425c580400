package dev.quarry.loop;

/** How long work is asked to stop. It looks at this between steps and ends with what it has. */
@FunctionalInterface
public interface Cancellation {

    /** Never asks. */
    Cancellation NEVER = () -> false;

    /** Whether to stop. */
    boolean requested();
}
