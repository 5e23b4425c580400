package dev.quarry.server.live;

import dev.quarry.server.event.Event;
import dev.quarry.server.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Tells everybody who has a page of a project open what happened in it. What comes from the log carries the number of its
 * last event, so that a page that was away asks for what it missed by that number; what a job says of itself does not,
 * since only its newest word counts.
 */
public final class Live {

    /** Somebody who has a page open. Must not wait. */
    @FunctionalInterface
    public interface Ear {
        /** Hears one message. */
        void hear(Message message);
    }

    /**
     * One message.
     *
     * @param seq of the last event it speaks of; 0 where it comes from no event
     * @param type {@code changed} with a {@link Changed}, {@code job} with a {@link Job}, {@code end} with nothing
     * @param data what is told, as JSON can say it
     */
    public record Message(long seq, String type, Object data) {
        /** There is nothing more to hear. */
        public static final Message END = new Message(0, "end", "");

        /** Something was written into the log. */
        public static Message changed(Changed changed) {
            return new Message(changed.seq(), "changed", changed);
        }
    }

    /**
     * Something was written into the log.
     *
     * @param seq of the last event
     * @param facts what kinds of facts
     * @param by whose
     */
    public record Changed(long seq, Set<String> facts, Set<String> by) {
        /** What events add up to; at least one. */
        public static Changed of(List<Event> events) {
            Set<String> facts = new TreeSet<>();
            Set<String> by = new TreeSet<>();
            for (Event event : events) {
                facts.add(event.fact().type());
                by.add(event.by());
            }
            return new Changed(events.getLast().seq(), facts, by);
        }
    }

    private final Map<String, Set<Ear>> ears = new ConcurrentHashMap<>();
    private volatile boolean ended;

    /** Listens to a project until what is returned is run; who comes after the end hears that at once. */
    public Runnable listen(String project, Ear ear) {
        ears.computeIfAbsent(project, key -> new CopyOnWriteArraySet<>()).add(ear);
        if (ended) {
            ear.hear(Message.END);
        }
        return () -> ears.getOrDefault(project, Set.of()).remove(ear);
    }

    /** Tells that events are on the disk. */
    public void kept(List<Event> events) {
        Map<String, List<Event>> byProject = new TreeMap<>();
        for (Event event : events) {
            byProject.computeIfAbsent(event.project(), key -> new ArrayList<>()).add(event);
        }
        byProject.forEach((project, some) -> tell(project, Message.changed(Changed.of(some))));
    }

    /** Tells where a job is. */
    public void job(Job job) {
        tell(job.project(), new Message(0, "job", job));
    }

    /** Tells everybody that there will be nothing more to hear. */
    public void end() {
        ended = true;
        ears.values().forEach(some -> some.forEach(ear -> ear.hear(Message.END)));
    }

    private void tell(String project, Message message) {
        ears.getOrDefault(project, Set.of()).forEach(ear -> ear.hear(message));
    }
}
