package dev.quarry.server.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Slows down who tries many passwords: for one account, and from one place for any. */
final class Attempts {

    private static final int MOST = 10;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<String, Deque<Instant>> failures = new ConcurrentHashMap<>();

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /** Asserts that another attempt is allowed. */
    void require(String account, String from) {
        if (recent("account " + account) >= MOST || recent("place " + from) >= 2 * MOST) {
            throw new Accounts.TooOften(
                    "Too many wrong passwords. Wait (%d) minutes and try again.".formatted(WITHIN.toMinutes()));
        }
    }

    void failed(String account, String from) {
        remember("account " + account);
        remember("place " + from);
    }

    void succeeded(String account, String from) {
        failures.remove("account " + account);
        failures.remove("place " + from);
    }

    private void remember(String key) {
        failures.compute(key, (name, times) -> {
            Deque<Instant> known = times == null ? new ArrayDeque<>() : times;
            known.addLast(clock.instant());
            return known;
        });
    }

    private int recent(String key) {
        Instant since = clock.instant().minus(WITHIN);
        Deque<Instant> left = failures.computeIfPresent(key, (name, times) -> {
            times.removeIf(time -> time.isBefore(since));
            return times.isEmpty() ? null : times;
        });
        return left == null ? 0 : left.size();
    }
}
