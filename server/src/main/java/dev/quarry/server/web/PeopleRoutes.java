package dev.quarry.server.web;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.account.Accounts.Issued;
import dev.quarry.server.account.Accounts.Member;
import dev.quarry.server.account.Credential;
import dev.quarry.server.account.Role;
import dev.quarry.server.event.Fact;
import dev.quarry.server.people.Agreement;
import dev.quarry.server.people.Disagreement;
import dev.quarry.server.people.Overlap;
import dev.quarry.server.people.Relabelling;
import dev.quarry.server.people.Relabelling.Suggestion;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who works on a project, how far they agree, and who decides where they do not. */
final class PeopleRoutes implements Routes {

    private static final String TEAM = "/api/v1/projects/{project}/team";
    private static final int MOST_SHOWN = 200;

    private final App app;
    private final Accounts accounts;

    PeopleRoutes(App app) {
        this.app = app;
        this.accounts = app.accounts();
    }

    /** Who works on a project. */
    record Team(String mine, List<Member> members, List<Credential> invitations, double overlap) {}

    /** What somebody may do. */
    record Given(String role) {}

    /** A link to make. */
    record NewInvitation(String role, int days) {}

    /** A link: what follows the page's address. */
    record Invitation(Credential invitation, String link) {}

    /** What a reviewer decides. */
    record Decision(int row, int label, long version) {}

    /** What was done, so that it can be taken back. */
    record Settlement(long act) {}

    /** Items to label once more. */
    record Suggestions(boolean model, List<Suggestion> items) {}

    /** Some of the disagreements. */
    record Differences(int total, List<Disagreement> items) {}

    @Override
    public String description() {
        return "people";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.get(TEAM + "/me", context -> context.json(new Given(mine(app.project(context, Role.VIEWER), context))));
        routes.get(TEAM, context -> context.json(team(context)));
        routes.put(TEAM + "/members/{account}", this::give);
        routes.delete(TEAM + "/members/{account}", this::take);
        routes.post(TEAM + "/invitations", this::invite);
        routes.delete(TEAM + "/invitations/{invitation}", context -> {
            accounts.uninvite(app.project(context, Role.OWNER).id(), context.pathParam("invitation"));
            context.status(204);
        });
        routes.put(TEAM + "/overlap", this::overlap);
        routes.get(TEAM + "/agreement", context -> context.json(Agreement.of(app.project(context, Role.REVIEWER))));
        routes.get(TEAM + "/disagreements", context -> {
            List<Disagreement> all = Disagreement.of(app.project(context, Role.REVIEWER));
            context.json(
                    new Differences(all.size(), all.stream().limit(MOST_SHOWN).toList()));
        });
        routes.get(TEAM + "/relabel", this::relabel);
        routes.post("/api/v1/projects/{project}/adjudications", this::decide);
    }

    private String mine(Project project, Context context) {
        return app.role(Guard.account(context), project.id())
                .orElse(Role.VIEWER)
                .word();
    }

    private Team team(Context context) {
        Project project = app.project(context, Role.REVIEWER);
        return new Team(
                mine(project, context),
                accounts.members(project.id()),
                accounts.invitations(project.id()),
                Overlap.of(project).share());
    }

    private void give(Context context) {
        Project project = app.project(context, Role.OWNER);
        Role role = Role.read(context.bodyAsClass(Given.class).role());
        String name = context.pathParam("account");
        if (!accounts.isKnown(name)) {
            throw Problem.missing("There is no account (%s). Maybe invite that person by a link.".formatted(name));
        }
        requireAnOwner(project, name, role);
        accounts.member(project.id(), name, role);
        note(context, project, new Fact.RoleGiven(name, role.word()));
        context.json(new Member(name, role));
    }

    private void take(Context context) {
        Project project = app.project(context, Role.OWNER);
        String name = context.pathParam("account");
        if (accounts.role(project.id(), name).isEmpty()) {
            throw Problem.missing("(%s) is not a member of this project.".formatted(name));
        }
        requireAnOwner(project, name, null);
        accounts.leave(project.id(), name);
        note(context, project, new Fact.RoleGiven(name, null));
        context.status(204);
    }

    private void requireAnOwner(Project project, String name, @Nullable Role now) {
        boolean others = accounts.members(project.id()).stream()
                .anyMatch(member ->
                        member.role() == Role.OWNER && !member.account().equals(name));
        if (now != Role.OWNER && !others) {
            throw Problem.impossible("(%s) is the last owner of this project. Maybe make another member an owner first."
                    .formatted(name));
        }
    }

    private void invite(Context context) {
        Project project = app.project(context, Role.OWNER);
        NewInvitation wanted = context.bodyAsClass(NewInvitation.class);
        Role role = Role.read(wanted.role());
        Issued issued =
                accounts.inviteInto(project.id(), role, Guard.account(context).name(), Duration.ofDays(wanted.days()));
        Credential invitation = issued.credential();
        note(
                context,
                project,
                new Fact.Invited(role.word(), invitation.expires().toEpochMilli()));
        Repeats.secret(context).status(201).json(new Invitation(invitation, "/#join=" + issued.secret()));
    }

    private void overlap(Context context) {
        Project project = app.project(context, Role.REVIEWER);
        Overlap overlap = context.bodyAsClass(Overlap.class);
        note(context, project, new Fact.SettingChanged(Overlap.KEY, overlap.write()));
        context.json(overlap);
    }

    private void relabel(Context context) {
        Project project = app.project(context, Role.REVIEWER);
        int limit = Math.min(MOST_SHOWN, App.query(context, "limit", 30));
        Suggestions suggestions = project.model()
                .flatMap(model -> app.predictions().of(project.id(), model.number()))
                .map(predictions -> new Suggestions(true, Relabelling.of(project, predictions, limit)))
                .orElse(new Suggestions(false, List.of()));
        context.json(suggestions);
    }

    private void decide(Context context) {
        Project project = app.project(context, Role.REVIEWER);
        Decision decision = context.bodyAsClass(Decision.class);
        long act = app.log().act(Guard.account(context).name(), pen -> {
            if (project.item(decision.row()).version() != decision.version()) {
                throw Problem.conflict("Somebody said something about this item meanwhile. Look again.");
            }
            Optional<LabelClass> label = project.classes().stream()
                    .filter(one -> one.number() == decision.label() && !one.retired())
                    .findFirst();
            if (label.isEmpty()) {
                throw Problem.invalid(
                        "There is no class (%d) in the project (%s).".formatted(decision.label(), project.name()));
            }
            pen.write(project.id(), new Fact.Settled(decision.row(), decision.label()));
            return pen.act();
        });
        context.status(201).json(new Settlement(act));
    }

    private void note(Context context, Project project, Fact fact) {
        app.log().act(Guard.account(context).name(), pen -> {
            pen.write(project.id(), fact);
            return pen.act();
        });
    }
}
