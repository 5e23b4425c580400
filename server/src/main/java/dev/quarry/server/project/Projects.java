package dev.quarry.server.project;

import dev.quarry.server.event.Event;
import dev.quarry.server.store.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** All projects, each derived from its events when it is first asked for and kept up to date from then on. */
public final class Projects implements EventLog.Truth {

    /** Reads the events of a project, oldest first. */
    @FunctionalInterface
    public interface Source extends BiConsumer<String, Consumer<Event>> {}

    private final Map<String, Project> known = new ConcurrentHashMap<>();
    private final List<Consumer<? super List<Event>>> listeners = new CopyOnWriteArrayList<>();
    private volatile Source source = (project, visitor) -> {};

    /** Where the events of a project are read from; said once, before the first question. */
    public void from(Source events) {
        source = events;
    }

    /**
     * A project.
     *
     * @throws NoSuchElementException if there is none of this id
     */
    public Project get(String id) {
        Project project = known.get(id);
        if (project == null) {
            project = load(id);
        }
        return project;
    }

    private synchronized Project load(String id) {
        Project project = known.get(id);
        if (project != null) {
            return project;
        }
        Project derived = derive(id);
        known.put(id, derived);
        return derived;
    }

    /**
     * A project derived anew from its events alone.
     *
     * @throws NoSuchElementException if there is none of this id
     */
    public Project derive(String id) {
        Project derived = new Project(id);
        if (!id.equals(Event.INSTALLATION)) {
            source.accept(id, derived::apply);
        }
        if (derived.version() == 0) {
            throw new NoSuchElementException("There is no project (%s).".formatted(id));
        }
        return derived;
    }

    /** Listens to what is on the disk, in order. */
    public void listen(Consumer<? super List<Event>> listener) {
        listeners.add(listener);
    }

    @Override
    public void apply(Event event) {
        if (event.project().equals(Event.INSTALLATION)) {
            return; // nothing is derived from who logged in
        }
        Project project = known.get(event.project());
        if (project == null) {
            project = event.seq() == event.act() && event.fact().type().equals("project.created")
                    ? known.computeIfAbsent(event.project(), Project::new)
                    : load(event.project());
        }
        project.apply(event);
    }

    @Override
    public synchronized void lost(List<Event> events) {
        events.forEach(event -> known.remove(event.project()));
    }

    @Override
    public void kept(List<Event> events) {
        List<Event> all = new ArrayList<>(events);
        listeners.forEach(listener -> listener.accept(all));
    }
}
