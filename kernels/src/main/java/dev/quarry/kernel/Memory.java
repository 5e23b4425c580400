package dev.quarry.kernel;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The memory that a selection may take beside its inputs: half of the largest heap, unless the system property
 * {@code quarry.memory} says otherwise for the process (bytes, or with k, m, g) or {@link #using} for a piece of work.
 * It decides what is kept in memory and what is refused, never which items are chosen.
 *
 * <p>Each piece is held against the whole budget, and their sum is not kept: a piece ends when nobody refers to it any more,
 * which nobody says, and what follows one after the other would add up. It suffices since a choice has at most one piece
 * that grows faster than its candidates (a graph, a table, matrices), which is asked for as a whole before it begins; since
 * caches take a stated part of the budget; and since what is kept of a candidate beside that is less than 100 bytes and a
 * copy of its place. That the sum stays within the budget is what {@code AcquisitionMemoryTest} measures, for every
 * acquisition in a process that has room for no more.
 */
public final class Memory {

    /** What is stated for the work of a thread, and of the workers that it starts. */
    private static final InheritableThreadLocal<@Nullable Long> STATED = new InheritableThreadLocal<>();

    private Memory() {}

    /** The budget in bytes of whatever the calling thread does. */
    public static long budget() {
        Long stated = STATED.get();
        if (stated != null) {
            return stated;
        }
        String property = System.getProperty("quarry.memory", "").trim();
        return property.isEmpty() ? Runtime.getRuntime().maxMemory() / 2 : parse(property);
    }

    /** Runs {@code work}, and the workers that it starts, with a budget of {@code bytes}. */
    public static <T> T using(long bytes, Supplier<T> work) {
        if (bytes < 1) {
            throw new IllegalArgumentException(
                    "The memory budget (%d) must be at least 1 byte. Maybe (1g).".formatted(bytes));
        }
        Long before = STATED.get();
        STATED.set(bytes);
        try {
            return work.get();
        } finally {
            state(before);
        }
    }

    /** What is stated for the calling thread, null if nothing is. */
    static @Nullable Long stated() {
        return STATED.get();
    }

    /** States it for the calling thread, which works for another one from now on. */
    static void state(@Nullable Long bytes) {
        if (bytes == null) {
            STATED.remove();
        } else {
            STATED.set(bytes);
        }
    }

    /**
     * Asserts that {@code what} fits the budget, before anything is allocated.
     *
     * @param bytes what it would take
     * @param what the subject of the sentence that a refusal says, for example "The distances of k-center"
     * @throws IllegalStateException if it does not fit
     */
    public static void require(long bytes, String what) {
        require(bytes, what, "choose among fewer candidates with subpool");
    }

    /**
     * The same for a method that has an approximation by name.
     *
     * @param instead what would fit, as the end of a sentence that begins with "Maybe"
     * @throws IllegalStateException if it does not fit
     */
    public static void require(long bytes, String what, String instead) {
        long budget = budget();
        if (bytes > budget) {
            throw new IllegalStateException(
                    "%s needs (%d) MiB, more than the memory budget of (%d) MiB. Maybe %s, or allow more with --memory (and -Xmx)."
                            .formatted(what, (bytes + (1 << 20) - 1) >> 20, budget >> 20, instead));
        }
    }

    /**
     * Reads a size: bytes, or a number with k, m or g.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static long parse(String stated) {
        try {
            char unit = Character.toLowerCase(stated.charAt(stated.length() - 1));
            int shift = switch (unit) {
                case 'k' -> 10;
                case 'm' -> 20;
                case 'g' -> 30;
                default -> 0;
            };
            long number = Long.parseLong(shift == 0 ? stated : stated.substring(0, stated.length() - 1));
            return Math.multiplyExact(number, 1L << shift);
        } catch (IndexOutOfBoundsException | NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "The memory budget (%s) is not a size. Maybe (2g) or (512m).".formatted(stated), e);
        }
    }
}
