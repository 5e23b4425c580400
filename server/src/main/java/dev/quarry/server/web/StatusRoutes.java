package dev.quarry.server.web;

import dev.quarry.server.account.Role;
import dev.quarry.server.project.Project;
import dev.quarry.server.status.Goal;
import dev.quarry.server.status.Status;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** How a project stands, its models, and what is to be reached. */
final class StatusRoutes implements Routes {

    private final App app;
    private final Status status;

    StatusRoutes(App app) {
        this.app = app;
        this.status = new Status(app.log(), app.predictions());
    }

    /** Something written beside a model. */
    record Note(String note) {}

    /** How many more labels until advice is heard again. */
    record Later(int labels) {}

    @Override
    public String description() {
        return "status";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        String project = "/api/v1/projects/{project}";
        routes.get(
                project + "/status",
                context -> context.json(status.report(app.project(context, Role.VIEWER), zone(context))));
        routes.put(project + "/status/goal", context -> {
            Project known = app.project(context, Role.REVIEWER);
            status.goal(known, context.bodyAsClass(Goal.class), by(context));
            context.status(204);
        });
        routes.post(project + "/status/later", context -> {
            Project known = app.project(context, Role.LABELLER);
            int labels = context.bodyAsClass(Later.class).labels();
            if (labels < 1) {
                throw Problem.invalid("The labels (%d) until then must be at least 1.".formatted(labels));
            }
            status.later(known, labels, by(context));
            context.status(204);
        });
        routes.get(project + "/models", context -> context.json(status.models(app.project(context, Role.VIEWER))));
        routes.post(project + "/models/{number}/restore", context -> {
            status.restore(app.project(context, Role.OWNER), number(context), by(context));
            context.status(204);
        });
        routes.put(project + "/models/{number}/note", context -> {
            Project known = app.project(context, Role.REVIEWER);
            status.note(known, number(context), context.bodyAsClass(Note.class).note(), by(context));
            context.status(204);
        });
    }

    private static int number(Context context) {
        return (int) App.number(context, "number");
    }

    private static String by(Context context) {
        return Guard.account(context).name();
    }

    private static ZoneId zone(Context context) {
        String name = context.queryParam("zone");
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("There is no time zone (%s). Maybe (Europe/Berlin).".formatted(name), e);
        }
    }
}
