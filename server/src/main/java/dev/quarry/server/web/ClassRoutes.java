package dev.quarry.server.web;

import dev.quarry.server.account.Role;
import dev.quarry.server.classes.ClassList;
import dev.quarry.server.event.Fact;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The classes of a project and the guideline that says how to tell them apart. */
final class ClassRoutes implements Routes {

    private static final String GUIDELINE = "guideline";
    private static final int LONGEST_GUIDELINE = 100_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final App app;

    ClassRoutes(App app) {
        this.app = app;
    }

    /** A class to add; without a colour or key it gets one that is free, with an empty key none. */
    record NewClass(
            String name, @Nullable String colour, @Nullable String key) {}

    /** Names of classes to add. */
    record NewClasses(List<String> names) {}

    /** What is to change; what is missing stays. */
    record Change(
            @Nullable String name,
            @Nullable String colour,
            @Nullable String key) {}

    /** Which class takes the labels of one that is offered no more. */
    record Retirement(@Nullable Integer into) {}

    /** How to label, as Markdown. */
    record Guideline(String text) {}

    @Override
    public String description() {
        return "classes";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        String classes = "/api/v1/projects/{project}/classes";
        routes.get(
                classes,
                context -> context.json(app.project(context, Role.VIEWER).classes()));
        routes.post(classes, context -> {
            NewClass wanted = context.bodyAsClass(NewClass.class);
            Fact.ClassAdded fact = change(context, list -> list.added(wanted.name(), wanted.colour(), wanted.key()));
            context.status(201).json(new LabelClass(fact.number(), fact.name(), fact.colour(), fact.key(), false));
        });
        routes.post(classes + "/many", this::addMany);
        routes.patch(classes + "/{number}", context -> {
            Change wanted = context.bodyAsClass(Change.class);
            Fact.ClassChanged fact = change(
                    context, list -> list.changed(number(context), wanted.name(), wanted.colour(), wanted.key()));
            context.json(new LabelClass(fact.number(), fact.name(), fact.colour(), fact.key(), false));
        });
        routes.post(classes + "/{number}/retire", context -> {
            Integer into = context.body().isBlank()
                    ? null
                    : context.bodyAsClass(Retirement.class).into();
            change(context, list -> list.retired(number(context), into));
            context.status(204);
        });
        routes.post(classes + "/{number}/revive", context -> {
            changeAll(context, list -> list.revived(number(context)));
            context.status(204);
        });
        routes.get("/api/v1/projects/{project}/guideline", context -> context.json(guideline(context)));
        routes.put("/api/v1/projects/{project}/guideline", this::write);
    }

    private static int number(Context context) {
        return (int) App.number(context, "number");
    }

    private <F extends Fact> F change(Context context, Function<ClassList, F> decision) {
        return changeAll(context, list -> List.of(decision.apply(list))).getFirst();
    }

    private <F extends Fact> List<F> changeAll(Context context, Function<ClassList, List<F>> decision) {
        Project project = app.project(context, Role.REVIEWER);
        return app.log().act(Guard.account(context).name(), pen -> {
            List<F> facts = decision.apply(new ClassList(project.classes()));
            facts.forEach(fact -> pen.write(project.id(), fact));
            return facts;
        });
    }

    private void addMany(Context context) {
        List<String> names = context.bodyAsClass(NewClasses.class).names();
        List<Fact.ClassAdded> added = changeAll(context, list -> list.addedAll(names));
        context.status(201)
                .json(added.stream()
                        .map(fact -> new LabelClass(fact.number(), fact.name(), fact.colour(), fact.key(), false))
                        .toList());
    }

    private Guideline guideline(Context context) {
        return new Guideline(app.project(context, Role.VIEWER)
                .setting(GUIDELINE)
                .map(text -> JSON.readValue(text, String.class))
                .orElse(""));
    }

    private void write(Context context) {
        Project project = app.project(context, Role.REVIEWER);
        String text = context.bodyAsClass(Guideline.class).text();
        if (text.length() > LONGEST_GUIDELINE) {
            throw Problem.invalid(
                    "A guideline has at most (%d) characters, not (%d).".formatted(LONGEST_GUIDELINE, text.length()));
        }
        app.log().act(Guard.account(context).name(), pen -> {
            pen.write(project.id(), new Fact.SettingChanged(GUIDELINE, JSON.writeValueAsString(text)));
            return text;
        });
        context.status(204);
    }
}
