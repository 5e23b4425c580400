package dev.quarry.server.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How fast one account may ask. A person never gets near it, nor does a program that waits for its answers; it stops one
 * that went wild.
 */
final class Rate {

    /** How many requests may come at once. */
    static final int BURST = 50_000;

    /** How many more each second. */
    static final int EACH_SECOND = 5_000;

    private static final double NANOS = 1e9;

    private final LongSupplier nanos;
    private final Map<String, Left> left = new ConcurrentHashMap<>();

    /**
     * @param nanos a clock that only goes forward
     */
    Rate(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How many requests were left at a time, and whether the last one was let through. */
    private record Left(double requests, long at, boolean granted) {}

    /** Counts a request of an account, or refuses it. */
    void count(String account) {
        long now = nanos.getAsLong();
        Left after = left.compute(
                account, (name, before) -> next(before == null ? new Left(BURST, now, true) : before, now));
        if (!after.granted) {
            throw Problem.tooMany(
                    "More than (%d) requests a second came from this account. Maybe a program should wait for its answers."
                            .formatted(EACH_SECOND));
        }
    }

    private static Left next(Left before, long now) {
        double grown = Math.min(BURST, before.requests + Math.max(0, now - before.at) / NANOS * EACH_SECOND);
        return grown >= 1 ? new Left(grown - 1, now, true) : new Left(grown, now, false);
    }
}
