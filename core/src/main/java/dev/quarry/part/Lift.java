package dev.quarry.part;

/**
 * Lets a part of one kind stand where another kind is expected, where that can be understood in one way only: an
 * acquisition for the strategy that gives it its evidence. Found by the service loader.
 */
public interface Lift {

    /** The kind that is written. */
    Class<? extends Part> from();

    /** The kind that is expected. */
    Class<? extends Part> to();

    /**
     * The part of the expected kind.
     *
     * @throws IllegalArgumentException if there is no single meaning; the message says what to write instead
     */
    Part lift(Part part);
}
