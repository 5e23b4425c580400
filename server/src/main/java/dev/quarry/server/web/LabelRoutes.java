package dev.quarry.server.web;

import dev.quarry.server.account.Role;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.label.Labelling;
import dev.quarry.server.label.Wanted;
import dev.quarry.server.people.Sight;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.PastAct;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.EventLog;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.databind.json.JsonMapper;

/** What people say about items, and how they take it back. */
final class LabelRoutes implements Routes {

    private static final String PROJECT = "/api/v1/projects/{project}";
    private static final int MOST_ACTS = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final App app;
    private final Labelling labelling;

    LabelRoutes(App app) {
        this.app = app;
        this.labelling = new Labelling(app.predictions());
    }

    @Override
    public String description() {
        return "label";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.post(PROJECT + "/labels", context -> say(context, Wanted.Label.class), Repeats.Address.ANSWERED_BY_LOG);
        routes.post(
                PROJECT + "/commits", context -> say(context, Wanted.Commit.class), Repeats.Address.ANSWERED_BY_LOG);
        routes.post(PROJECT + "/many", this::many, Repeats.Address.ANSWERED_BY_LOG);
        routes.post(
                PROJECT + "/verdicts",
                context -> say(context, Wanted.Judgement.class),
                Repeats.Address.ANSWERED_BY_LOG);
        routes.post(
                PROJECT + "/exclusions",
                context -> say(context, Wanted.Exclusion.class),
                Repeats.Address.ANSWERED_BY_LOG);
        routes.post(PROJECT + "/flags", context -> say(context, Wanted.Flag.class), Repeats.Address.ANSWERED_BY_LOG);
        routes.post(PROJECT + "/notes", context -> say(context, Wanted.Note.class), Repeats.Address.ANSWERED_BY_LOG);
        routes.post(
                PROJECT + "/clear", context -> say(context, Wanted.Clearance.class), Repeats.Address.ANSWERED_BY_LOG);
        routes.post(PROJECT + "/undo", context -> takeBackLast(context, true), Repeats.Address.ANSWERED_BY_LOG);
        routes.post(PROJECT + "/redo", context -> takeBackLast(context, false), Repeats.Address.ANSWERED_BY_LOG);
        routes.post(PROJECT + "/acts/{act}/undo", context -> takeBack(context, true), Repeats.Address.ANSWERED_BY_LOG);
        routes.post(PROJECT + "/acts/{act}/redo", context -> takeBack(context, false), Repeats.Address.ANSWERED_BY_LOG);
        routes.get(PROJECT + "/acts", this::acts);
        routes.get(PROJECT + "/pace", this::pace);
    }

    private void say(Context context, Class<? extends Wanted> type) {
        say(context, app.project(context, Role.LABELLER), context.bodyAsClass(type));
    }

    private void many(Context context) {
        app.project(context, Role.LABELLER);
        Wanted.Many wanted = context.bodyAsClass(Wanted.Many.class);
        boolean modelsWord = wanted.label() == ItemState.NONE || wanted.provenance() == Provenance.MODEL;
        say(context, app.project(context, modelsWord ? Role.REVIEWER : Role.LABELLER), wanted);
    }

    private void say(Context context, Project project, Wanted wanted) {
        Sight sight = app.sight(context, project);
        answer(context, 201, pen -> JSON.writeValueAsString(labelling.say(project, pen, sight, wanted)));
    }

    private void takeBackLast(Context context, boolean undone) {
        Project project = app.project(context, Role.LABELLER);
        String by = Guard.account(context).name();
        answer(context, 200, pen -> JSON.writeValueAsString(labelling.takeBack(project, pen, by, undone)));
    }

    private void takeBack(Context context, boolean undone) {
        Project project = app.project(context, Role.LABELLER);
        long act = App.number(context, "act");
        PastAct past = project.act(act)
                .orElseThrow(
                        () -> Problem.missing("There is nothing to take back under the number (%d).".formatted(act)));
        if (!past.by().equals(Guard.account(context).name())) {
            app.project(context, Role.REVIEWER);
        }
        answer(context, 200, pen -> JSON.writeValueAsString(labelling.takeBack(project, pen, act, undone)));
    }

    /** Does something once, however often it is asked for under the same key: the answer is kept with what it answers. */
    private void answer(Context context, int status, EventLog.Act<String> act) {
        String by = Guard.account(context).name();
        String answer = Repeats.once(context)
                .map(once -> app.log().act(by, once, act))
                .orElseGet(() -> app.log().act(by, act));
        context.status(status).result(answer).contentType("application/json");
    }

    private void acts(Context context) {
        Project project = app.project(context, Role.VIEWER);
        boolean mine = "true".equals(context.queryParam("mine"));
        int limit = Math.clamp(App.query(context, "limit", 10), 1, MOST_ACTS);
        Sight sight = app.sight(context, project);
        context.json(project.acts(mine ? Guard.account(context).name() : null, limit).stream()
                .map(act -> sight.act(project, act))
                .toList());
    }

    private void pace(Context context) {
        Project project = app.project(context, Role.VIEWER);
        context.json(project.pace(Guard.account(context).name(), since(context)));
    }

    private static Instant since(Context context) {
        String since = context.queryParam("since");
        try {
            return Instant.parse(since == null ? "" : since);
        } catch (DateTimeParseException e) {
            throw Problem.invalid(
                    "(since) in the address is (%s), not a moment. Maybe (2026-01-31T00:00:00Z).".formatted(since));
        }
    }
}
