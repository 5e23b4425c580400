package dev.quarry.server.web;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.account.Accounts.Account;
import dev.quarry.server.account.Role;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Projects;
import dev.quarry.server.store.EventLog;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Projects, their classes, and what is said about items. */
final class ProjectRoutes {

    private static final Set<String> KINDS = Set.of("pictures", "texts", "rows");
    private static final int LONGEST_NAME = 120;

    private final Projects projects;
    private final Accounts accounts;
    private final EventLog log;

    ProjectRoutes(Projects projects, Accounts accounts, EventLog log) {
        this.projects = projects;
        this.accounts = accounts;
        this.log = log;
    }

    /** A project to begin. */
    record NewProject(String name, String kind) {}

    /** A class to add. */
    record NewClass(String name, String colour, @Nullable String key) {}

    /** What a list of projects shows of one. */
    record Card(String id, String name, String kind, int items, int labelled, boolean archived, long version) {}

    /**
     * A label for an item.
     *
     * @param version the version of the item that the person saw; a newer one is a conflict
     */
    record NewLabel(int row, int label, long version, int batch, int shown, String mode, int millis) {}

    /** What was done, so that it can be taken back. */
    record Done(long act) {}

    void add(JavalinDefaultRoutingApi routes) {
        routes.get("/api/v1/projects", context -> context.json(cards(Guard.account(context))));
        routes.post("/api/v1/projects", this::create);
        routes.get("/api/v1/projects/{project}", context -> context.json(card(project(context, Role.VIEWER))));
        routes.get(
                "/api/v1/projects/{project}/classes",
                context -> context.json(project(context, Role.VIEWER).classes()));
        routes.post("/api/v1/projects/{project}/classes", this::addClass);
        routes.get(
                "/api/v1/projects/{project}/items/{row}",
                context -> context.json(project(context, Role.VIEWER).item(row(context))));
        routes.post("/api/v1/projects/{project}/labels", this::label);
        routes.post("/api/v1/projects/{project}/acts/{act}/undo", context -> undo(context, true));
        routes.post("/api/v1/projects/{project}/acts/{act}/redo", context -> undo(context, false));
    }

    private List<Card> cards(Account account) {
        return log.projects().stream()
                .filter(id ->
                        account.owner() || accounts.role(id, account.name()).isPresent())
                .map(projects::get)
                .map(ProjectRoutes::card)
                .toList();
    }

    private static Card card(Project project) {
        return project.atOnce(() -> new Card(
                project.id(),
                project.name(),
                project.kind(),
                project.size(),
                project.labelled().length,
                project.archived(),
                project.version()));
    }

    private void create(Context context) {
        Account account = Guard.account(context);
        if (!account.owner()) {
            throw Problem.forbidden("Only an owner of this installation begins projects.");
        }
        NewProject wanted = context.bodyAsClass(NewProject.class);
        String name = wanted.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw Problem.invalid("The name of a project has between 1 and (%d) characters, not (%d)."
                    .formatted(LONGEST_NAME, name.length()));
        }
        if (!KINDS.contains(wanted.kind())) {
            throw Problem.invalid("The kind (%s) is not one of pictures, texts, rows.".formatted(wanted.kind()));
        }
        String id = UUID.randomUUID().toString().substring(0, 13);
        log.act(account.name(), pen -> {
            pen.write(id, new Fact.ProjectCreated(name, wanted.kind()));
            return id;
        });
        accounts.member(id, account.name(), Role.OWNER);
        context.status(201).json(card(projects.get(id)));
    }

    private void addClass(Context context) {
        Project project = project(context, Role.REVIEWER);
        NewClass wanted = context.bodyAsClass(NewClass.class);
        LabelClass added = log.act(Guard.account(context).name(), pen -> {
            List<LabelClass> classes = project.classes();
            String name = wanted.name().strip();
            if (name.isEmpty() || name.length() > LONGEST_NAME) {
                throw Problem.invalid("The name of a class has between 1 and (%d) characters, not (%d)."
                        .formatted(LONGEST_NAME, name.length()));
            }
            if (classes.stream().anyMatch(one -> !one.retired() && one.name().equals(name))) {
                throw Problem.conflict("There is a class (%s) already.".formatted(name));
            }
            if (!wanted.colour().matches("#[0-9a-fA-F]{6}")) {
                throw Problem.invalid("The colour (%s) is not of the form #rrggbb.".formatted(wanted.colour()));
            }
            Fact.ClassAdded fact = new Fact.ClassAdded(classes.size(), name, wanted.colour(), wanted.key());
            pen.write(project.id(), fact);
            return new LabelClass(fact.number(), name, fact.colour(), fact.key(), false);
        });
        context.status(201).json(added);
    }

    private void label(Context context) {
        Project project = project(context, Role.LABELLER);
        NewLabel wanted = context.bodyAsClass(NewLabel.class);
        long act = log.act(Guard.account(context).name(), pen -> {
            requireVersion(project.item(wanted.row()), wanted.version());
            List<LabelClass> classes = project.classes();
            if (wanted.label() < 0
                    || wanted.label() >= classes.size()
                    || classes.get(wanted.label()).retired()) {
                throw Problem.invalid(
                        "There is no class (%d) in the project (%s).".formatted(wanted.label(), project.name()));
            }
            pen.write(
                    project.id(),
                    new Fact.Labelled(
                            wanted.row(),
                            wanted.label(),
                            Provenance.HUMAN,
                            wanted.batch(),
                            wanted.shown(),
                            wanted.mode(),
                            wanted.millis()));
            return pen.act();
        });
        context.status(201).json(new Done(act));
    }

    private static void requireVersion(ItemState item, long seen) {
        if (item.version() != seen) {
            throw Problem.conflict(
                    "(%s) said something about this item meanwhile; nothing of yours is lost, look again."
                            .formatted(item.by().isEmpty() ? "Somebody" : item.by()));
        }
    }

    private void undo(Context context, boolean undone) {
        Project project = project(context, Role.LABELLER);
        long act = number(context, "act");
        log.act(Guard.account(context).name(), pen -> {
            if (project.touchedBy(act).isEmpty()) {
                throw Problem.missing("There is nothing to take back under the number (%d).".formatted(act));
            }
            if (project.isUndone(act) != undone) {
                pen.write(project.id(), new Fact.Undone(act, undone));
            }
            return act;
        });
        context.json(new Done(act));
    }

    /** The project of the address, for somebody who may do this in it; who may not even look is told it is not there. */
    private Project project(Context context, Role needed) {
        Account account = Guard.account(context);
        String id = context.pathParam("project");
        Role role =
                account.owner() ? Role.OWNER : accounts.role(id, account.name()).orElse(null);
        if (role == null) {
            throw Problem.missing("There is no project (%s).".formatted(id));
        }
        if (!role.mayAs(needed)) {
            throw Problem.forbidden("A %s may not do this; it takes a %s."
                    .formatted(
                            role.name().toLowerCase(java.util.Locale.ROOT),
                            needed.name().toLowerCase(java.util.Locale.ROOT)));
        }
        return projects.get(id);
    }

    private static int row(Context context) {
        return (int) number(context, "row");
    }

    private static long number(Context context, String name) {
        String text = context.pathParam(name);
        if (!text.matches("[0-9]{1,9}")) {
            throw Problem.invalid("(%s) in the address is not a number.".formatted(text));
        }
        return Long.parseLong(text);
    }
}
