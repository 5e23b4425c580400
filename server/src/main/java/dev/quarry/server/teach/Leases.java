package dev.quarry.server.teach;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which items lie before whom, so that two people never get one. A lease ends by itself; whoever works keeps theirs. None
 * outlives the process. Not for several threads at once.
 */
final class Leases {

    /** How long an item lies before somebody who does nothing. */
    static final Duration TERM = Duration.ofMinutes(10);

    private final Clock clock;
    private final LinkedHashMap<Integer, Lease> byRow = new LinkedHashMap<>();

    /**
     * One item before one person.
     *
     * @param until when it ends
     */
    record Lease(String person, Instant until, Asking asking) {}

    Leases(Clock clock) {
        this.clock = clock;
    }

    /** Lays an item before somebody; whoever had it has it no more. */
    Lease lend(String person, Asking asking) {
        Lease lease = new Lease(person, clock.instant().plus(TERM), asking);
        byRow.remove(asking.row()); // so that the newest comes last
        byRow.put(asking.row(), lease);
        return lease;
    }

    /** Lays items before somebody who asked for exactly these: before everything else that lies there. */
    List<Lease> lendFirst(String person, List<Asking> askings) {
        for (Asking asking : askings.reversed()) {
            lend(person, asking);
            byRow.putFirst(asking.row(), Objects.requireNonNull(byRow.get(asking.row())));
        }
        return askings.stream()
                .map(asking -> Objects.requireNonNull(byRow.get(asking.row())))
                .toList();
    }

    /** Who has an item; null where nobody has it. */
    @Nullable
    Lease of(int row) {
        Lease lease = byRow.get(row);
        return lease == null || isOver(lease) ? null : lease;
    }

    /** What lies before somebody: what they asked for themselves, then the others, oldest first. */
    List<Lease> of(String person) {
        return byRow.values().stream()
                .filter(lease -> lease.person.equals(person) && !isOver(lease))
                .toList();
    }

    /** Somebody works: what lies before them stays there. */
    void renew(String person) {
        sweep();
        Instant until = clock.instant().plus(TERM);
        byRow.replaceAll((row, lease) -> lease.person.equals(person) ? new Lease(person, until, lease.asking) : lease);
    }

    /** The item was answered, or is given back. */
    void end(int row) {
        byRow.remove(row);
    }

    private void sweep() {
        byRow.values().removeIf(this::isOver);
    }

    private boolean isOver(Lease lease) {
        return !lease.until.isAfter(clock.instant());
    }

    /** Everything that is lent now. */
    List<Lease> all() {
        sweep();
        return new ArrayList<>(byRow.values());
    }
}
