package dev.quarry.server.web;

import dev.quarry.server.account.Role;
import dev.quarry.server.event.Event;
import dev.quarry.server.exchange.CsvLine;
import dev.quarry.server.people.AuditLine;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.EventFilter;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that happened, for people to look through. */
final class AuditRoutes implements Routes {

    private static final int PAGE = 100;
    private static final int CHUNK = 2_000;

    private final App app;

    AuditRoutes(App app) {
        this.app = app;
    }

    /**
     * A page of the log, newest first.
     *
     * @param next from where the next page goes on; null where there is none
     */
    record Audit(List<AuditLine> lines, @Nullable Long next, EventFilter.Choices choices) {}

    @Override
    public String description() {
        return "audit";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.get("/api/v1/projects/{project}/audit", context -> {
            Project project = app.project(context, Role.REVIEWER);
            context.json(page(context, project.id(), event -> AuditLine.of(event, project)));
        });
        routes.get("/api/v1/projects/{project}/audit/file", context -> {
            Project project = app.project(context, Role.REVIEWER);
            file(context, project.id(), event -> AuditLine.of(event, project));
        });
        routes.get("/api/v1/audit", context -> {
            Guard.owner(context, "reads its log");
            context.json(page(context, Event.INSTALLATION, AuditLine::of));
        });
    }

    private Audit page(Context context, String project, Function<Event, AuditLine> line) {
        EventFilter filter = filter(context, project);
        List<Event> events = newest(context, filter, PAGE + 1);
        boolean more = events.size() > PAGE;
        List<Event> shown = events.subList(0, Math.min(PAGE, events.size()));
        return new Audit(
                shown.stream().map(line).toList(),
                more ? shown.getLast().seq() : null,
                app.log().choices(project));
    }

    private List<Event> newest(Context context, EventFilter filter, int limit) {
        String item = context.queryParam("item");
        if (item == null || item.isEmpty()) {
            return app.log().newest(filter, limit);
        }
        int row = App.query(context, "item", 0);
        List<Event> found = new ArrayList<>();
        EventFilter rest = filter;
        while (found.size() < limit) {
            List<Event> chunk = app.log().newest(rest, CHUNK);
            chunk.stream()
                    .filter(event -> AuditLine.rows(event.fact()).contains(row))
                    .limit((long) limit - found.size())
                    .forEach(found::add);
            if (chunk.size() < CHUNK) {
                break;
            }
            rest = rest.before(chunk.getLast().seq());
        }
        return found;
    }

    private static EventFilter filter(Context context, String project) {
        String before = context.queryParam("before");
        if (before != null && !before.matches("[0-9]{1,18}")) {
            throw Problem.invalid("(before) in the address is (%s), not a number.".formatted(before));
        }
        return new EventFilter(
                project,
                given(context, "by"),
                given(context, "kind"),
                day(context, "since", 0),
                day(context, "until", 1),
                before == null ? null : Long.valueOf(before));
    }

    private static @Nullable String given(Context context, String name) {
        String value = context.queryParam(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static @Nullable Instant day(Context context, String name, int later) {
        String value = given(context, name);
        try {
            return value == null
                    ? null
                    : LocalDate.parse(value)
                            .plusDays(later)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        } catch (DateTimeException e) {
            throw Problem.invalid(
                    "(%s) in the address is (%s), not a day such as (2026-11-20).".formatted(name, value));
        }
    }

    /** Everything that the filter lets through, newest first, for a spreadsheet. */
    private void file(Context context, String project, Function<Event, AuditLine> line) throws IOException {
        EventFilter filter = filter(context, project);
        context.contentType("text/csv; charset=utf-8");
        context.header("Content-Disposition", "attachment; filename=\"audit.csv\"");
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(context.res().getOutputStream(), StandardCharsets.UTF_8))) {
            out.write(CsvLine.ESCAPED.of(List.of("seq", "act", "at", "by", "kind", "what", "item", "undone")));
            EventFilter rest = filter;
            while (true) {
                List<Event> chunk = newest(context, rest, CHUNK);
                for (Event event : chunk) {
                    out.write(cells(line.apply(event)));
                }
                if (chunk.size() < CHUNK) {
                    return;
                }
                rest = rest.before(chunk.getLast().seq());
            }
        }
    }

    private static String cells(AuditLine line) {
        return CsvLine.ESCAPED.of(List.of(
                Long.toString(line.seq()),
                Long.toString(line.act()),
                line.at().toString(),
                line.by(),
                line.kind(),
                line.what(),
                line.row() < 0 ? "" : Integer.toString(line.row()),
                Boolean.toString(line.undone())));
    }
}
