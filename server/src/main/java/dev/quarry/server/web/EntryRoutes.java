package dev.quarry.server.web;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.account.Accounts.Entered;
import dev.quarry.server.account.Accounts.Refused;
import dev.quarry.server.account.Accounts.TooOften;
import dev.quarry.server.account.Credential;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;

/** How people come in and go. */
final class EntryRoutes implements Routes {

    private final App app;
    private final Accounts accounts;
    private final Guard guard;

    EntryRoutes(App app, Guard guard) {
        this.app = app;
        this.accounts = app.accounts();
        this.guard = guard;
    }

    /** A link that works once. */
    record Link(String secret) {}

    /** Name and password. */
    record Login(String name, String password) {}

    /** Who joins a project by a link, with the name and the password of a new account. */
    record Joining(String secret, String name, String password) {}

    /** Where a link leads. */
    record Invitation(String project, String name, String role, String by, Instant expires) {}

    @Override
    public String description() {
        return "entry";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.post("/api/entry/link", this::enter);
        routes.post("/api/entry/login", this::login);
        routes.post("/api/entry/invitation", this::invitation);
        routes.post("/api/entry/join", this::join);
        routes.post("/api/entry/logout", context -> {
            guard.forget(context);
            context.status(204);
        });
        routes.get("/api/v1/me", context -> context.json(Guard.account(context)));
        routes.post("/api/v1/me/join", this::joinAsMyself);
    }

    private void enter(Context context) {
        Entered entered = accounts.redeem(context.bodyAsClass(Link.class).secret(), Guard.place(context));
        loggedIn(context, entered, "link");
        context.status(204);
    }

    private void login(Context context) {
        Login login = context.bodyAsClass(Login.class);
        try {
            Entered entered = accounts.login(login.name(), login.password(), context.ip(), Guard.place(context));
            loggedIn(context, entered, "password");
        } catch (TooOften e) {
            throw e; // or whoever tries could fill the log
        } catch (Refused e) {
            String name = login.name().substring(0, Math.min(64, login.name().length()));
            note("", new Fact.LoginRefused(name, context.ip()));
            throw e;
        }
        context.status(204);
    }

    private void loggedIn(Context context, Entered entered, String how) {
        guard.remember(context, entered.session());
        note(entered.account().name(), new Fact.LoggedIn(how, Guard.place(context)));
    }

    private void note(String by, Fact fact) {
        app.log().act(by, pen -> {
            pen.write(Event.INSTALLATION, fact);
            return pen.act();
        });
    }

    private void invitation(Context context) {
        context.json(shown(accounts.invitation(context.bodyAsClass(Link.class).secret())));
    }

    private Invitation shown(Credential link) {
        String project = String.valueOf(link.project());
        return new Invitation(
                project, app.projects().get(project).name(), link.scope(), link.account(), link.expires());
    }

    private void join(Context context) {
        Joining joining = context.bodyAsClass(Joining.class);
        Invitation invitation = shown(accounts.invitation(joining.secret()));
        Entered entered = accounts.join(joining.secret(), joining.name(), joining.password(), Guard.place(context));
        String name = entered.account().name();
        app.log().act(name, pen -> {
            pen.write(Event.INSTALLATION, new Fact.AccountChanged(name, "made by an invitation"));
            pen.write(invitation.project(), new Fact.RoleGiven(name, invitation.role()));
            return pen.act();
        });
        loggedIn(context, entered, "invitation");
        context.status(201).json(invitation);
    }

    private void joinAsMyself(Context context) {
        String name = Guard.person(context).name();
        Credential link = accounts.join(context.bodyAsClass(Link.class).secret(), name);
        Invitation invitation = shown(link);
        String role = accounts.role(invitation.project(), name).orElseThrow().word();
        app.log().act(name, pen -> {
            pen.write(invitation.project(), new Fact.RoleGiven(name, role));
            return pen.act();
        });
        context.json(invitation);
    }
}
