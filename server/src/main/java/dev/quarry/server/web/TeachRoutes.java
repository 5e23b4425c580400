package dev.quarry.server.web;

import dev.quarry.server.account.Role;
import dev.quarry.server.event.Fact;
import dev.quarry.server.feature.Chosen;
import dev.quarry.server.project.Project;
import dev.quarry.server.teach.Form;
import dev.quarry.server.teach.Preset;
import dev.quarry.server.teach.Teaching;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is labelled next, and the model behind it. */
final class TeachRoutes implements Routes {

    private static final String CHOSEN = "chosen";

    private final App app;

    TeachRoutes(App app) {
        this.app = app;
    }

    /**
     * A wish for items.
     *
     * @param count how many to have before oneself; null for as many as the mode takes
     * @param mode {@code single} or {@code grid}
     * @param purpose {@code chosen} with rows, otherwise null
     * @param rows exactly these; null for what is to be asked next
     */
    record Next(
            @Nullable Integer count,
            String mode,
            @Nullable String purpose,
            @Nullable List<Integer> rows) {}

    /** A wish for items of a class. */
    record Find(
            int label, @Nullable Integer count, @Nullable String mode) {}

    /** A wish for items that are drawn at random. */
    record Check(int count) {}

    /** Items that are given back. */
    record Release(List<Integer> rows) {}

    @Override
    public String description() {
        return "teach";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.get("/api/v1/projects/{project}/queue", context -> {
            Project project = app.project(context, Role.VIEWER);
            context.json(app.queue().state(project, Guard.account(context).name()));
        });
        routes.post("/api/v1/projects/{project}/queue/next", this::next);
        routes.post("/api/v1/projects/{project}/queue/find", this::find);
        routes.post("/api/v1/projects/{project}/queue/check", context -> {
            Project project = app.project(context, Role.LABELLER);
            int count = context.bodyAsClass(Check.class).count();
            context.json(app.queue().check(project, Guard.account(context).name(), count));
        });
        routes.post("/api/v1/projects/{project}/queue/release", context -> {
            Project project = app.project(context, Role.LABELLER);
            List<Integer> rows = context.bodyAsClass(Release.class).rows();
            app.queue().release(project, Guard.account(context).name(), rows);
            context.status(204);
        });
        routes.post("/api/v1/projects/{project}/teach", context -> {
            Project project = app.project(context, Role.LABELLER);
            context.status(202)
                    .json(app.teacher().teach(project, Guard.account(context).name()));
        });
        routes.get(
                "/api/v1/projects/{project}/teaching",
                context -> context.json(Teaching.of(app.project(context, Role.VIEWER))));
        routes.put("/api/v1/projects/{project}/teaching", this::change);
        routes.post("/api/v1/projects/{project}/teaching/estimate", context -> {
            Project project = app.project(context, Role.OWNER);
            Teaching wanted = Teaching.read(context.body()).require();
            context.status(202)
                    .json(app.teacher()
                            .estimate(project, wanted, Guard.account(context).name()));
        });
        routes.get("/api/v1/projects/{project}/learners", context -> {
            app.project(context, Role.VIEWER);
            context.json(Form.learners(context.queryParam("strategy")));
        });
        routes.get("/api/v1/projects/{project}/strategies", context -> {
            Project project = app.project(context, Role.VIEWER);
            String learner = context.queryParam("learner");
            context.json(Form.strategies(learner == null ? Teaching.of(project).learner() : learner));
        });
        routes.get("/api/v1/projects/{project}/presets", context -> {
            app.project(context, Role.VIEWER);
            context.json(Preset.ALL);
        });
        routes.get(
                "/api/v1/projects/{project}/features",
                context -> context.json(app.builder().state(app.project(context, Role.VIEWER))));
        routes.put("/api/v1/projects/{project}/features", this::choose);
    }

    private void next(Context context) {
        Project project = app.project(context, Role.LABELLER);
        String person = Guard.account(context).name();
        Next wanted = context.bodyAsClass(Next.class);
        List<Integer> rows = wanted.rows();
        if (wanted.purpose() != null && !wanted.purpose().equals(CHOSEN)) {
            throw Problem.invalid("The purpose (%s) is not (chosen); leave it out for what is to be asked next."
                    .formatted(wanted.purpose()));
        } else if (wanted.purpose() != null && rows == null) {
            throw Problem.invalid("The purpose (chosen) needs (rows), the items that were chosen.");
        }
        context.json(
                rows == null
                        ? app.queue().next(project, person, wanted.count(), wanted.mode())
                        : app.queue().chosen(project, person, rows));
    }

    private void find(Context context) {
        Project project = app.project(context, Role.LABELLER);
        Find wanted = context.bodyAsClass(Find.class);
        context.json(app.queue()
                .find(
                        project,
                        Guard.account(context).name(),
                        wanted.label(),
                        wanted.count(),
                        wanted.mode() == null ? "grid" : wanted.mode()));
    }

    private void choose(Context context) {
        Project project = app.project(context, Role.OWNER);
        String person = Guard.account(context).name();
        Chosen wanted = app.builder().require(project, Chosen.read(context.body()));
        app.log().act(person, pen -> {
            pen.write(project.id(), new Fact.SettingChanged(Chosen.KEY, wanted.write()));
            return pen.act();
        });
        context.status(202).json(app.builder().build(project, person));
    }

    private void change(Context context) {
        Project project = app.project(context, Role.OWNER);
        Teaching wanted = Teaching.read(context.body()).require();
        app.log().act(Guard.account(context).name(), pen -> {
            pen.write(project.id(), new Fact.SettingChanged(Teaching.KEY, wanted.write()));
            return pen.act();
        });
        context.json(wanted);
    }
}
