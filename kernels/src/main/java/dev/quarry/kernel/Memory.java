package dev.quarry.kernel;

/**
 * The memory that a selection may take beside its inputs. It is one number for the whole process, since the heap is
 * one: half of the largest heap unless the system property {@code quarry.memory} says otherwise (bytes, or with k, m, g).
 */
public final class Memory {

    private Memory() {}

    /** The budget in bytes. */
    public static long budget() {
        String stated = System.getProperty("quarry.memory", "").trim();
        return stated.isEmpty() ? Runtime.getRuntime().maxMemory() / 2 : parse(stated);
    }

    /**
     * Asserts that {@code what} fits the budget, before anything is allocated.
     *
     * @param bytes what it would take
     * @param what the subject of the sentence that a refusal says, for example "The distances of k-center"
     * @throws IllegalStateException if it does not fit
     */
    public static void require(long bytes, String what) {
        long budget = budget();
        if (bytes > budget) {
            throw new IllegalStateException(
                    "%s needs (%d) MiB, more than the memory budget of (%d) MiB. Maybe raise -Xmx or -Dquarry.memory, or draw a smaller pool first with subpool."
                            .formatted(what, bytes >> 20, budget >> 20));
        }
    }

    static long parse(String stated) {
        char unit = Character.toLowerCase(stated.charAt(stated.length() - 1));
        int shift = switch (unit) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
        };
        try {
            long number = Long.parseLong(shift == 0 ? stated : stated.substring(0, stated.length() - 1));
            return Math.multiplyExact(number, 1L << shift);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "The memory budget (%s) is not a size. Maybe (2g) or (512m).".formatted(stated), e);
        }
    }
}
