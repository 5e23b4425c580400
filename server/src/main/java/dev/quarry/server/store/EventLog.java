package dev.quarry.server.store;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.store.AnswerTable.Answered;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The append-only log of everything that happened. All acts pass through one thread: each decides by what is true at that
 * moment, its events get their numbers, and the acts that wait share one commit. An act is acknowledged after the commit
 * and not before.
 *
 * <p>An act that comes {@linkplain Once again} is answered as it was the first time and writes nothing: what was answered
 * is kept in the same commit as the events.
 */
public final class EventLog implements AutoCloseable {

    /** How many acts share a commit at most. */
    private static final int MOST_ACTS = 512;

    private final EventTable table;
    private final AnswerTable answers;
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

        /**
         * One thing happened elsewhere and is written down here as it was said there.
         *
         * @param act of which act, by the numbers here: {@link #act} for the first line and one more for each after it
         * @param at when it happened, not in the future
         * @param by whose word it is
         */
        void copy(String project, long act, Instant at, String by, Fact fact);
    }

    private record Waiting<R>(
            String by,
            Act<R> act,
            CompletableFuture<R> answer,
            @Nullable Repeatable<R> repeatable) {}

    /**
     * What an act that may come again needs.
     *
     * @param again answers what was answered before
     * @param text the answer, to be kept
     */
    private record Repeatable<R>(Once once, Consumer<String> again, Function<R, String> text) {}

    /** What the acts of one commit write together. */
    private record Page(List<Event> events, List<Answered> answers, List<Answered> before) {
        /** What was answered to a request already, by an earlier commit or earlier in this one. */
        Optional<Answered> answered(String by, Once once) {
            return Stream.concat(before.stream(), answers.stream())
                    .filter(one -> one.isTo(by, once))
                    .findFirst();
        }
    }

    /** An act that was decided and waits for its commit. */
    private record Decided(Runnable acknowledge) {}

    /**
     * The log of a database.
     *
     * @param truth what is kept up to date with it
     */
    public EventLog(Database database, Clock clock, Truth truth) {
        this.table = new EventTable(database.jdbi());
        this.answers = new AnswerTable(database, clock);
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
        return add(new Waiting<>(by, act, new CompletableFuture<>(), null));
    }

    /**
     * Does something that may be asked for again.
     *
     * @param by who does it
     * @param once the request
     * @return as {@link #submit(String, Act)}; what was answered the first time, where this is not the first time; failed
     *     with {@link IllegalStateException} where the key stood for another request
     */
    public CompletableFuture<String> submit(String by, Once once, Act<String> act) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        return add(new Waiting<>(by, act, answer, new Repeatable<>(once, answer::complete, Function.identity())));
    }

    private <R> CompletableFuture<R> add(Waiting<R> waiting) {
        if (closed) {
            waiting.answer.completeExceptionally(new IllegalStateException("The log is closed: Quarry is stopping."));
        } else {
            queue.add(waiting);
        }
        return waiting.answer;
    }

    /** Does something and waits for it. */
    public <R> R act(String by, Act<R> act) {
        return join(submit(by, act));
    }

    /** Does something that may be asked for again and waits for it. */
    public String act(String by, Once once, Act<String> act) {
        return join(submit(by, once, act));
    }

    private static <R> R join(CompletableFuture<R> answer) {
        try {
            return answer.join();
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

    /** The events that a filter lets through, newest first, at most so many. */
    public List<Event> newest(EventFilter filter, int limit) {
        return table.newest(filter, limit);
    }

    /** Who ever did something in a project and what kinds of facts there are, for filters to offer. */
    public EventFilter.Choices choices(String project) {
        return table.choices(project);
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
        return verify(event -> {});
    }

    /** Does the same and shows every event, in order, once it is known to be sound. */
    public long verify(Consumer<Event> visitor) {
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
            visitor.accept(event);
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
        List<Decided> decided = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        try {
            Page page = new Page(events, new ArrayList<>(), answeredBefore(acts));
            for (Waiting<?> waiting : acts) {
                Decided one = decide(waiting, page);
                if (one != null) {
                    decided.add(one);
                }
            }
            if (!events.isEmpty() || !page.answers.isEmpty()) {
                table.append(events, page.answers);
            }
        } catch (RuntimeException e) {
            seq = seqBefore;
            hash = hashBefore;
            truth.lost(events);
            IllegalStateException refused = new IllegalStateException(
                    "This could not be written to the disk, so it did not happen: %s. Maybe the disk is full."
                            .formatted(e.getMessage()),
                    e);
            acts.forEach(one -> one.answer.completeExceptionally(refused));
            return;
        }
        if (!events.isEmpty()) {
            truth.kept(events);
        }
        decided.forEach(one -> one.acknowledge.run());
    }

    private List<Answered> answeredBefore(List<Waiting<?>> acts) {
        Set<String> accounts = new TreeSet<>();
        Set<String> keys = new TreeSet<>();
        for (Waiting<?> waiting : acts) {
            if (waiting.repeatable != null) {
                accounts.add(waiting.by);
                keys.add(waiting.repeatable.once.key());
            }
        }
        if (keys.isEmpty()) {
            return List.of();
        }
        return answers.answered(accounts, keys);
    }

    private <R> @Nullable Decided decide(Waiting<R> waiting, Page page) {
        Repeatable<R> repeatable = waiting.repeatable;
        if (repeatable != null) {
            Answered before = page.answered(waiting.by, repeatable.once).orElse(null);
            if (before != null) {
                return repeated(waiting, repeatable, before);
            }
        }
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
            Instant at = line.at == null || line.at.isAfter(now) ? now : line.at;
            String by = line.by == null ? waiting.by : line.by;
            Event event = Event.after(hash, seq + 1, line.project, line.act, at, by, line.fact);
            seq = event.seq();
            hash = event.hash();
            truth.apply(event);
            page.events.add(event);
        }
        if (repeatable != null) {
            page.answers.add(new Answered(waiting.by, repeatable.once, repeatable.text.apply(answer), now));
        }
        return new Decided(() -> waiting.answer.complete(answer));
    }

    private static <R> @Nullable Decided repeated(Waiting<R> waiting, Repeatable<R> repeatable, Answered before) {
        if (before.once().equals(repeatable.once)) {
            return new Decided(() -> repeatable.again.accept(before.text()));
        }
        waiting.answer.completeExceptionally(AnswerTable.another());
        return null;
    }

    private static final class Draft implements Pen {

        private record Line(
                String project,
                Fact fact,
                long act,
                @Nullable Instant at,
                @Nullable String by) {}

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
            lines.add(new Line(project, fact, act, null, null));
        }

        @Override
        public void copy(String project, long ofAct, Instant at, String by, Fact fact) {
            lines.add(new Line(project, fact, ofAct, at.truncatedTo(ChronoUnit.MILLIS), by));
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
