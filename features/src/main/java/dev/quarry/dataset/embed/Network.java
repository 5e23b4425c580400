package dev.quarry.dataset.embed;

import dev.quarry.dataset.BadDataException;
import java.nio.FloatBuffer;
import java.util.List;

/** A network that is loaded: batches in, the numbers of one tensor out. Used by one thread at a time. */
@SuppressWarnings("ArrayRecordComponent") // records that hand numbers on and are never compared
interface Network extends AutoCloseable {

    /** What it takes, in order, at least one. */
    List<Slot> slots();

    /**
     * Runs it.
     *
     * @param inputs one for each slot, in that order
     * @throws BadDataException if it cannot be run on them; the message says why
     */
    Tensor run(List<Input> inputs) throws BadDataException;

    @Override
    void close();

    /**
     * What a network takes at one place.
     *
     * @param dims the size of each axis, below 0 where any will do; empty where the file does not say
     */
    record Slot(String name, Kind kind, long[] dims) {

        /** Whether there is no choice for the size of an axis. */
        boolean fixes(int axis) {
            return axis < dims.length && dims[axis] > 0;
        }

        /** Whether it takes numbers of a kind with so many axes, as far as its file says. */
        boolean takes(Kind wanted, int axes) {
            return kind == Kind.ANY || (kind == wanted && dims.length == axes);
        }
    }

    /** What kind of numbers a network takes. */
    enum Kind {
        /** Floating-point numbers. */
        FLOATS,
        /** Whole numbers. */
        WHOLE,
        /** Something else. */
        OTHER,
        /** The file does not say. */
        ANY
    }

    /** What goes into a slot. */
    sealed interface Input {

        /** The size of each axis. */
        long[] dims();
    }

    /** Numbers, from place 0 of a direct buffer on. */
    record Floats(FloatBuffer values, long... dims) implements Input {}

    /** Ids of tokens and masks. */
    record Whole(long[] values, long... dims) implements Input {}

    /**
     * What came out.
     *
     * @param name of the tensor
     * @param values row-major
     */
    record Tensor(String name, long[] dims, float[] values) {}
}
