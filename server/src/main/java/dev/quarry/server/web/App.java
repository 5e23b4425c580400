package dev.quarry.server.web;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.account.Accounts.Account;
import dev.quarry.server.account.Role;
import dev.quarry.server.account.Scope;
import dev.quarry.server.data.Intake;
import dev.quarry.server.data.Uploads;
import dev.quarry.server.feature.FeatureBuilder;
import dev.quarry.server.feature.FeatureStore;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.job.Jobs;
import dev.quarry.server.live.Live;
import dev.quarry.server.map.Maps;
import dev.quarry.server.media.Originals;
import dev.quarry.server.media.Thumbnails;
import dev.quarry.server.people.Sight;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Projects;
import dev.quarry.server.search.Search;
import dev.quarry.server.store.Database;
import dev.quarry.server.store.EventLog;
import dev.quarry.server.store.Folders;
import dev.quarry.server.teach.PredictionStore;
import dev.quarry.server.teach.Queue;
import dev.quarry.server.teach.Teacher;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.BiFunction;

/** What the addresses work with. */
record App(
        Settings settings,
        Folders folders,
        Database database,
        Accounts accounts,
        EventLog log,
        Projects projects,
        ItemTable items,
        FeatureStore features,
        FeatureBuilder builder,
        PredictionStore predictions,
        Jobs jobs,
        Live live,
        Uploads uploads,
        Intake intake,
        Originals originals,
        Thumbnails thumbnails,
        Teacher teacher,
        Queue queue,
        BiFunction<Project, String, Sight> sights,
        Search search,
        Maps maps) {

    private static final String ROLE = "quarry.role";

    /**
     * The project of the address, for somebody who may do this in it; who may not even look is told it is not there.
     */
    Project project(Context context, Role needed) {
        Account account = Guard.account(context);
        String id = context.pathParam("project");
        Role known = context.attribute(ROLE); // asked for once in a request, which is before its address does anything
        Role role = known != null
                ? known
                : role(account, id).orElseThrow(() -> Problem.missing("There is no project (%s).".formatted(id)));
        context.attribute(ROLE, role);
        Project project = projects.get(id);
        if (!role.mayAs(needed)) {
            throw Problem.forbidden("A %s may not do this; it takes a %s.".formatted(role.word(), needed.word()));
        }
        Scope scope = Guard.scope(context);
        if (!scope.within(role).mayAs(needed)) {
            throw Problem.forbidden("The scope of this token (%s) is too narrow; this takes what a %s may."
                    .formatted(scope.word(), needed.word()));
        }
        return project;
    }

    /** What somebody is in a project; none where they have nothing to do with it. */
    Optional<Role> role(Account account, String project) {
        return accounts.roleOf(project, account);
    }

    /** Whether whoever asks may do what this role may, in the {@linkplain #project project} of the address. */
    static boolean may(Context context, Role needed) {
        Role role = context.attribute(ROLE);
        return role != null && role.mayAs(needed);
    }

    /** What whoever asks sees of what others said in a project. */
    Sight sight(Context context, Project project) {
        return sights.apply(project, Guard.account(context).name());
    }

    /** The item of the address; whether the project has it is for the project to say. */
    static int row(Context context) {
        return (int) number(context, "row");
    }

    /** A number in the address. */
    static long number(Context context, String name) {
        return number(name, context.pathParam(name));
    }

    /** A number in the query of the address. */
    static int query(Context context, String name, int standard) {
        String text = context.queryParam(name);
        return text == null ? standard : (int) number(name, text);
    }

    private static long number(String name, String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw Problem.invalid("(%s) in the address is (%s), not a number.".formatted(name, text));
        }
        return Long.parseLong(text);
    }
}
