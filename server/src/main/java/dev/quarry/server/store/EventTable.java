package dev.quarry.server.store;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Facts;
import dev.quarry.server.store.AnswerTable.Answered;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table of events, read and added to, nothing else. */
final class EventTable {

    private static final String COLUMNS = "seq, project, act, at, actor, type, fact, hash";
    private static final int FETCH = 1_000;

    private final Jdbi jdbi;

    EventTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Adds events and answers in one transaction; when this returns they are on the disk. */
    void append(List<Event> events, List<Answered> answers) {
        jdbi.useTransaction(handle -> {
            insert(handle, events);
            AnswerTable.remember(handle, answers);
        });
    }

    private static void insert(Handle handle, List<Event> events) {
        if (!events.isEmpty()) {
            PreparedBatch batch = handle.prepareBatch("INSERT INTO event (" + COLUMNS
                    + ") VALUES (:seq, :project, :act, :at, :actor, :type, :fact, :hash)");
            for (Event event : events) {
                batch.bind("seq", event.seq())
                        .bind("project", event.project())
                        .bind("act", event.act())
                        .bind("at", event.at().toEpochMilli())
                        .bind("actor", event.by())
                        .bind("type", event.fact().type())
                        .bind("fact", Facts.write(event.fact()))
                        .bind("hash", event.hash())
                        .add();
            }
            batch.execute();
        }
    }

    Optional<Event> last() {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT " + COLUMNS + " FROM event ORDER BY seq DESC LIMIT 1")
                        .map(EventTable::event)
                        .findOne());
    }

    /** All projects that ever began, in that order. */
    List<String> projects() {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT project FROM event WHERE type = 'project.created' ORDER BY seq")
                        .mapTo(String.class)
                        .list());
    }

    /** Runs through the events of a project after {@code seq}, in order. */
    void each(String project, long seq, Consumer<Event> visitor) {
        jdbi.useTransaction(handle -> handle.createQuery(
                        "SELECT " + COLUMNS + " FROM event WHERE project = :project AND seq > :seq ORDER BY seq")
                .bind("project", project)
                .bind("seq", seq)
                .setFetchSize(FETCH)
                .map(EventTable::event)
                .forEach(visitor));
    }

    /** The events that a filter lets through, newest first, at most so many. */
    List<Event> newest(EventFilter filter, int limit) {
        StringBuilder where = new StringBuilder("project = :project");
        Map<String, Object> values = new TreeMap<>(Map.of("project", filter.project()));
        restrict(where, values, "actor = :actor", "actor", filter.by());
        restrict(where, values, "type = :type", "type", filter.type());
        restrict(where, values, "at >= :since", "since", millis(filter.since()));
        restrict(where, values, "at < :until", "until", millis(filter.until()));
        restrict(where, values, "seq < :before", "before", filter.before());
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT " + COLUMNS + " FROM event WHERE " + where + " ORDER BY seq DESC LIMIT :limit")
                .bindMap(values)
                .bind("limit", limit)
                .map(EventTable::event)
                .list());
    }

    private static void restrict(
            StringBuilder where, Map<String, Object> values, String clause, String name, @Nullable Object value) {
        if (value != null) {
            where.append(" AND ").append(clause);
            values.put(name, value);
        }
    }

    private static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    EventFilter.Choices choices(String project) {
        return new EventFilter.Choices(distinct("actor", project), distinct("type", project));
    }

    private List<String> distinct(String column, String project) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT DISTINCT " + column + " AS one FROM event WHERE project = :project ORDER BY one")
                .bind("project", project)
                .mapTo(String.class)
                .list());
    }

    /** Runs through all events, in order. */
    void each(Consumer<Event> visitor) {
        jdbi.useTransaction(handle -> all(handle).forEach(visitor));
    }

    private static Iterable<Event> all(Handle handle) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM event ORDER BY seq")
                .setFetchSize(FETCH)
                .map(EventTable::event);
    }

    private static Event event(ResultSet row, StatementContext context) throws SQLException {
        return new Event(
                row.getLong("seq"),
                row.getString("project"),
                row.getLong("act"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("actor"),
                Facts.read(row.getString("type"), row.getString("fact")),
                row.getString("hash"));
    }
}
