package dev.quarry.server.web;

import io.javalin.http.Handler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** How much of something heavy goes on at once, so that neither one person nor all together stall what is light. */
final class Turns {

    private final String what;
    private final int each;
    private final int together;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    /**
     * @param what for people, in the plural
     * @param each how many go on at once for one account
     * @param together how many go on at once for all
     */
    Turns(String what, int each, int together) {
        this.what = what;
        this.each = each;
        this.together = together;
    }

    /** The same work, in turn. */
    Handler of(Handler work) {
        return context -> {
            Runnable back = take(Guard.account(context).name());
            try {
                work.handle(context);
            } finally {
                back.run();
            }
        };
    }

    /**
     * Takes a turn.
     *
     * @return gives it back; doing so again changes nothing
     */
    Runnable take(String account) {
        synchronized (taken) {
            int mine = taken.getOrDefault(account, 0);
            if (mine >= each) {
                throw Problem.tooMany(
                        "You have (%d) %s going on already. Maybe wait until one has ended.".formatted(mine, what));
            }
            if (all >= together) {
                throw Problem.tooMany(
                        "There are (%d) %s going on already. Maybe try again in a moment.".formatted(all, what));
            }
            taken.put(account, mine + 1);
            all++;
        }
        AtomicBoolean given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                giveBack(account);
            }
        };
    }

    private void giveBack(String account) {
        synchronized (taken) {
            taken.computeIfPresent(account, (name, count) -> count == 1 ? null : count - 1);
            all--;
        }
    }
}
