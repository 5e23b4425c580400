package dev.quarry.server.store;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The append-only log of everything that happened. All acts pass through one thread: each decides by what is true at that
 * moment, its events get their numbers, and the acts that wait share one commit. An act is acknowledged after the commit
 * and not before.
 */
public final class EventLog implements AutoCloseable {

    /** How many acts share a commit at most. */
    private static final int MOST_ACTS = 512;

    private final EventTable table;
    private final Clock clock;
    private final Truth truth;
    private final BlockingQueue<Waiting<?>> queue = new LinkedBlockingQueue<>();
    private final Thread writer;

    private long seq;
    private String hash;
    private volatile boolean closed;

    /** What is derived from the log and kept up to date with it. Called by the log's own thread. */
    public interface Truth {
        /** An event happened; must not fail. It may be taken back by {@link #lost} if the disk refuses it. */
        void apply(Event event);

        /** Events that were applied could not be kept: everything about these projects must be derived anew. */
        void lost(List<Event> events);

        /** Events are on the disk. */
        void kept(List<Event> events);
    }

    /**
     * Something that somebody does: it looks at what is true and writes down what happens.
     *
     * @param <R> what is answered once it is kept
     */
    @FunctionalInterface
    public interface Act<R> {
        /**
         * Decides. What it writes becomes true together when it returns.
         *
         * @throws RuntimeException if it cannot be done; then nothing of it happened
         */
        R decide(Pen pen);
    }

    /** Writes down what an act does. */
    public interface Pen {
        /** The number of the act: that of its first event. */
        long act();

        /** One thing happens. */
        void write(String project, Fact fact);
    }

    private record Waiting<R>(String by, Act<R> act, CompletableFuture<R> answer) {}

    /** An act that was decided and waits for its commit. */
    private record Decided(Runnable acknowledge, Consumer<Throwable> refuse) {}

    /**
     * The log of a database.
     *
     * @param truth what is kept up to date with it
     */
    public EventLog(Database database, Clock clock, Truth truth) {
        this.table = new EventTable(database.jdbi());
        this.clock = clock;
        this.truth = truth;
        Event last = table.last().orElse(null);
        this.seq = last == null ? 0 : last.seq();
        this.hash = last == null ? Event.ORIGIN : last.hash();
        this.writer = new Thread(this::write, "quarry-log");
        this.writer.setDaemon(true);
        this.writer.start();
    }

    /**
     * Does something.
     *
     * @param by who does it
     * @return completed once everything it wrote is on the disk; failed with its own exception if it cannot be done
     */
    public <R> CompletableFuture<R> submit(String by, Act<R> act) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        if (closed) {
            answer.completeExceptionally(new IllegalStateException("The log is closed: Quarry is stopping."));
        } else {
            queue.add(new Waiting<>(by, act, answer));
        }
        return answer;
    }

    /** Does something and waits for it. */
    public <R> R act(String by, Act<R> act) {
        try {
            return submit(by, act).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The projects that ever began, in that order. */
    public List<String> projects() {
        return table.projects();
    }

    /** Runs through the events of a project after {@code seq}, in order. */
    public void each(String project, long after, Consumer<Event> visitor) {
        table.each(project, after, visitor);
    }

    /**
     * Reads the whole log and adds it up.
     *
     * @return how many events it has
     * @throws IllegalStateException if an event is missing or was changed; the message names it
     */
    public long verify() {
        String[] before = {Event.ORIGIN};
        long[] expected = {1};
        table.each(event -> {
            if (event.seq() != expected[0] || !event.follows(before[0])) {
                throw new IllegalStateException(
                        "The log does not add up at event (%d): it is missing or was changed after it was written."
                                .formatted(expected[0]));
            }
            before[0] = event.hash();
            expected[0]++;
        });
        return expected[0] - 1;
    }

    private void write() {
        List<Waiting<?>> acts = new ArrayList<>();
        while (true) {
            try {
                acts.add(queue.take());
            } catch (InterruptedException e) {
                refuseAll();
                return;
            }
            queue.drainTo(acts, MOST_ACTS - 1);
            commit(acts);
            acts.clear();
        }
    }

    private void commit(List<Waiting<?>> acts) {
        long seqBefore = seq;
        String hashBefore = hash;
        List<Event> events = new ArrayList<>();
        List<Decided> decided = new ArrayList<>();
        for (Waiting<?> waiting : acts) {
            Decided one = decide(waiting, events);
            if (one != null) {
                decided.add(one);
            }
        }
        try {
            if (!events.isEmpty()) {
                table.append(events);
            }
        } catch (RuntimeException e) {
            seq = seqBefore;
            hash = hashBefore;
            truth.lost(events);
            IllegalStateException refused = new IllegalStateException(
                    "This could not be written to the disk, so it did not happen: %s. Maybe the disk is full."
                            .formatted(e.getMessage()),
                    e);
            decided.forEach(one -> one.refuse.accept(refused));
            return;
        }
        if (!events.isEmpty()) {
            truth.kept(events);
        }
        decided.forEach(one -> one.acknowledge.run());
    }

    private <R> @Nullable Decided decide(Waiting<R> waiting, List<Event> events) {
        Draft draft = new Draft(seq + 1);
        R answer;
        try {
            answer = waiting.act.decide(draft);
        } catch (RuntimeException e) {
            waiting.answer.completeExceptionally(e);
            return null;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (Draft.Line line : draft.lines) {
            Event event = Event.after(hash, seq + 1, line.project, draft.act, now, waiting.by, line.fact);
            seq = event.seq();
            hash = event.hash();
            truth.apply(event);
            events.add(event);
        }
        return new Decided(() -> waiting.answer.complete(answer), waiting.answer::completeExceptionally);
    }

    private static final class Draft implements Pen {

        private record Line(String project, Fact fact) {}

        private final long act;
        private final List<Line> lines = new ArrayList<>();

        Draft(long act) {
            this.act = act;
        }

        @Override
        public long act() {
            return act;
        }

        @Override
        public void write(String project, Fact fact) {
            lines.add(new Line(project, fact));
        }
    }

    private void refuseAll() {
        List<Waiting<?>> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(one ->
                one.answer.completeExceptionally(new IllegalStateException("The log is closed: Quarry is stopping.")));
    }

    /** Finishes what was submitted and stops. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        CompletableFuture<Boolean> last = submit("quarry", pen -> true);
        closed = true;
        last.join();
        writer.interrupt();
        try {
            writer.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
