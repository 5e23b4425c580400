package dev.quarry.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Says that work goes on: nothing for two seconds; then, at a terminal, a line that is written anew every second, with
 * what is done and how long the rest will take where that is known; elsewhere a line at first and then every half minute.
 */
final class LongWork implements AutoCloseable {

    private static final int PATIENCE = 2;
    private static final int BETWEEN_LINES = 30;
    private static final int BAR = 24;

    private final PrintWriter err;
    private String what;
    private long total;
    /** When this piece of work began, in seconds, and what was done of it by then. */
    private double from;

    private long before;
    private final boolean terminal;
    private final long begun = System.nanoTime();
    private final Thread clock = Thread.ofPlatform().name("progress").daemon().unstarted(this::run);
    private long done;
    private double nextLine;
    private boolean shown;
    private boolean closed;

    /**
     * Work of {@code total} pieces.
     *
     * @param what a word for it: {@code Fitting random-forest}
     */
    LongWork(PrintWriter err, String what, long total) {
        this(err, what, total, Terminal.isThere());
        clock.start();
    }

    LongWork(PrintWriter err, String what, long total, boolean terminal) {
        this.err = err;
        this.what = what;
        this.total = total;
        this.terminal = terminal;
    }

    private void run() {
        try {
            for (long pause = PATIENCE; ; pause = 1) {
                Thread.sleep(pause * 1000);
                tick((System.nanoTime() - begun) / 1e9);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the work is done
        }
    }

    /** Work that gives something. */
    @FunctionalInterface
    interface Work<T, X extends Exception> {
        /** Does it. */
        T get() throws X;
    }

    /** Does work of which nobody knows how much there is. */
    static <T, X extends Exception> T during(PrintWriter err, String what, Work<T, X> work) throws X {
        LongWork shown = new LongWork(err, what, 0);
        try {
            return work.get();
        } finally {
            shown.close();
        }
    }

    /** Goes over to another piece of work, some of which may be done already. */
    synchronized void next(String work, long pieces, long already) {
        next(work, pieces, already, (System.nanoTime() - begun) / 1e9);
    }

    synchronized void next(String work, long pieces, long already, double seconds) {
        what = work;
        total = pieces;
        before = already;
        done = already;
        from = seconds;
    }

    /** Says something on a line of its own. */
    synchronized void say(String sentence) {
        err.println((terminal && shown ? "\r\033[K" : "") + sentence);
        err.flush();
    }

    /** Says how many pieces are done by now. */
    synchronized void done(long pieces) {
        done = pieces;
    }

    /** Shows where the work stands after so many seconds. */
    synchronized void tick(double seconds) {
        if (closed) {
            return;
        }
        if (terminal) {
            err.print("\r" + line(seconds) + "\033[K");
        } else if (seconds >= nextLine) {
            err.println(line(seconds));
            nextLine = seconds + BETWEEN_LINES;
        }
        shown = true;
        err.flush();
    }

    private String line(double seconds) {
        if (total == 0) {
            return "%s … %s".formatted(what, time(seconds));
        }
        double share = Math.min(1, (double) done / total);
        int full = (int) (share * BAR);
        double each = done == before ? 0 : (seconds - from) / (done - before);
        String left = done == before ? "" : ", %s to go".formatted(time(each * Math.max(0, total - done)));
        return String.format(
                Locale.ROOT,
                "%s %s%s %,d/%,d (%.0f %%)%s",
                what,
                "━".repeat(full),
                "╌".repeat(BAR - full),
                done,
                total,
                100 * share,
                left);
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : "%d:%02d min".formatted(whole / 60, whole % 60);
    }

    @Override
    public synchronized void close() {
        closed = true;
        clock.interrupt();
        if (terminal && shown) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
