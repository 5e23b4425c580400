package dev.quarry.server.web;

import dev.quarry.server.account.Accounts.Account;
import dev.quarry.server.account.Role;
import dev.quarry.server.event.Fact;
import dev.quarry.server.project.Project;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Projects. */
final class ProjectRoutes implements Routes {

    private static final Set<String> KINDS = Set.of("pictures", "texts", "rows");
    private static final int LONGEST_NAME = 120;

    private final App app;

    ProjectRoutes(App app) {
        this.app = app;
    }

    /** A project to begin. */
    record NewProject(String name, String kind) {}

    /** What is to be otherwise; null for what stays. */
    record Change(@Nullable String name, @Nullable Boolean archived) {}

    @Override
    public String description() {
        return "projects";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.get("/api/v1/projects", context -> context.json(cards(Guard.account(context))));
        routes.post("/api/v1/projects", this::create);
        routes.get(
                "/api/v1/projects/{project}",
                context ->
                        context.json(ProjectCard.of(app, Guard.account(context), app.project(context, Role.VIEWER))));
        routes.patch("/api/v1/projects/{project}", this::change);
    }

    private List<ProjectCard> cards(Account account) {
        return app.log().projects().stream()
                .filter(id -> app.role(account, id).isPresent())
                .map(app.projects()::get)
                .map(project -> ProjectCard.of(app, account, project))
                .toList();
    }

    private void create(Context context) {
        Account account = Guard.owner(context, "begins projects");
        NewProject wanted = context.bodyAsClass(NewProject.class);
        Project project = begin(app, account, wanted.name(), wanted.kind());
        context.status(201).json(ProjectCard.of(app, account, project));
    }

    /** Begins a project, of which whoever does it is an owner. */
    static Project begin(App app, Account account, String given, String kind) {
        String name = projectName(given);
        if (!KINDS.contains(kind)) {
            throw Problem.invalid("The kind (%s) is not one of pictures, texts, rows.".formatted(kind));
        }
        String id = UUID.randomUUID().toString().substring(0, 13);
        app.log().act(account.name(), pen -> {
            pen.write(id, new Fact.ProjectCreated(name, kind));
            return id;
        });
        app.accounts().member(id, account.name(), Role.OWNER);
        return app.projects().get(id);
    }

    private static String projectName(String given) {
        String name = given.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw Problem.invalid("The name of a project has between 1 and (%d) characters, not (%d)."
                    .formatted(LONGEST_NAME, name.length()));
        }
        return name;
    }

    private void change(Context context) {
        Project project = app.project(context, Role.OWNER);
        Change wanted = context.bodyAsClass(Change.class);
        String name = wanted.name() == null ? project.name() : projectName(wanted.name());
        app.log().act(Guard.account(context).name(), pen -> {
            if (!name.equals(project.name())) {
                pen.write(project.id(), new Fact.ProjectRenamed(name));
            }
            if (wanted.archived() != null && wanted.archived() != project.archived()) {
                pen.write(project.id(), new Fact.ProjectArchived(wanted.archived()));
            }
            return project;
        });
        context.json(ProjectCard.of(app, Guard.account(context), project));
    }
}
