package dev.quarry.server.teach;

import dev.quarry.server.event.Event;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Projects;
import dev.quarry.server.store.EventLog;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The desks of all projects that somebody works on, each begun when it is first asked for. */
final class Desks {

    private final EventLog log;
    private final Projects projects;
    private final Clock clock;
    private final BiConsumer<Desk, Project> begun;
    private final Map<String, Desk> known = new ConcurrentHashMap<>();

    /**
     * No desks yet.
     *
     * @param begun puts the model in charge on a desk that just began
     */
    Desks(EventLog log, Projects projects, Clock clock, BiConsumer<Desk, Project> begun) {
        this.log = log;
        this.projects = projects;
        this.clock = clock;
        this.begun = begun;
    }

    /** The desk of a project. */
    Desk of(Project project) {
        Desk desk = known.get(project.id());
        return desk == null ? begin(project) : desk;
    }

    /** What happens meanwhile waits for the desk, so that nothing is missed. */
    private Desk begin(Project project) {
        Desk desk = new Desk(clock);
        synchronized (desk) {
            Desk other = known.putIfAbsent(project.id(), desk);
            if (other != null) {
                return other;
            }
            desk.begin(project);
            begun.accept(desk, project);
        }
        return desk;
    }

    /** Begins anew when next asked for: what was handed out may not have happened. */
    void forget(String project) {
        known.remove(project);
    }

    /** Something happened and is on the disk. */
    void happened(List<Event> events) {
        for (Event event : events) {
            Desk desk = known.get(event.project());
            if (desk != null) {
                desk.happened(event, projects.get(event.project()));
            }
        }
    }

    /** The items whose label changed after an event. */
    Behind since(Project project, long through) {
        Behind behind = new Behind();
        log.each(project.id(), through, event -> behind.add(event, project));
        return behind;
    }
}
