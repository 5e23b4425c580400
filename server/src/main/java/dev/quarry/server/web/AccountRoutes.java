package dev.quarry.server.web;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.account.Accounts.Account;
import dev.quarry.server.account.Accounts.Entry;
import dev.quarry.server.account.Accounts.Issued;
import dev.quarry.server.account.Credential;
import dev.quarry.server.account.Scope;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.List;

/** One's own password, sessions and tokens; all accounts, for owners of the installation. */
final class AccountRoutes implements Routes {

    private static final String MAY = "looks after accounts";

    private final App app;
    private final Accounts accounts;

    AccountRoutes(App app) {
        this.app = app;
        this.accounts = app.accounts();
    }

    /** Another password. */
    record NewPassword(String before, String password) {}

    /** A token to make. */
    record NewToken(String name, String scope, int days) {}

    /** An account to make. */
    record NewAccount(String name, boolean owner) {}

    /** Whether an account owns the installation. */
    record Ownership(boolean owner) {}

    /** A session, and whether it is the one that asks. */
    record Session(Credential session, boolean mine) {}

    /** Oneself. */
    record Myself(String name, boolean owner, boolean password, List<Session> sessions, List<Credential> tokens) {}

    /** A link that logs in once: what follows the page's address. */
    record EntryLink(String account, String link) {}

    @Override
    public String description() {
        return "accounts";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.get("/api/v1/me/secrets", context -> context.json(myself(context)));
        routes.put("/api/v1/me/password", this::changePassword);
        routes.delete("/api/v1/me/secrets/{secret}", this::revoke);
        routes.post("/api/v1/me/tokens", this::makeToken);
        routes.get("/api/v1/accounts", context -> context.json(all(context)));
        routes.post("/api/v1/accounts", this::create);
        routes.post("/api/v1/accounts/{account}/disable", context -> disable(context, true));
        routes.post("/api/v1/accounts/{account}/enable", context -> disable(context, false));
        routes.post("/api/v1/accounts/{account}/link", this::link);
        routes.put("/api/v1/accounts/{account}/ownership", this::own);
    }

    private Myself myself(Context context) {
        Account account = Guard.person(context);
        String mine = Accounts.id(Guard.session(context));
        return new Myself(
                account.name(),
                account.owner(),
                accounts.hasPassword(account.name()),
                accounts.sessions(account.name()).stream()
                        .map(session -> new Session(session, session.id().equals(mine)))
                        .toList(),
                accounts.tokens(account.name()));
    }

    private void changePassword(Context context) {
        Account account = Guard.person(context);
        NewPassword wanted = context.bodyAsClass(NewPassword.class);
        accounts.changePassword(
                account.name(), wanted.before(), wanted.password(), context.ip(), Guard.session(context));
        note(context, account.name(), "password changed");
        context.status(204);
    }

    private void revoke(Context context) {
        Account account = Guard.person(context);
        String id = context.pathParam("secret");
        accounts.revoke(account.name(), id);
        note(context, account.name(), "session or token (%s) ended".formatted(id));
        context.status(204);
    }

    private void makeToken(Context context) {
        Account account = Guard.person(context);
        NewToken wanted = context.bodyAsClass(NewToken.class);
        Scope scope = Scope.read(wanted.scope());
        Issued issued = accounts.token(account.name(), wanted.name(), scope, Duration.ofDays(wanted.days()));
        String id = issued.credential().id();
        note(context, account.name(), "token (%s, %s) made for %s".formatted(wanted.name(), id, scope.word()));
        Repeats.secret(context).status(201).json(issued);
    }

    private List<Entry> all(Context context) {
        Guard.owner(context, MAY);
        return accounts.entries();
    }

    private void create(Context context) {
        owner(context);
        NewAccount wanted = context.bodyAsClass(NewAccount.class);
        String name = accounts.create(wanted.name(), null, wanted.owner()).name();
        note(context, name, wanted.owner() ? "made, as owner" : "made");
        Repeats.secret(context).status(201).json(new EntryLink(name, accounts.invite(name, "")));
    }

    /** Accounts are looked after by people, not by their programs. */
    private static Account owner(Context context) {
        Guard.person(context);
        return Guard.owner(context, MAY);
    }

    private void disable(Context context, boolean disabled) {
        owner(context);
        String name = context.pathParam("account");
        accounts.disable(name, disabled);
        note(context, name, disabled ? "disabled" : "enabled");
        context.status(204);
    }

    private void link(Context context) {
        owner(context);
        String name = context.pathParam("account");
        if (!accounts.isKnown(name)) {
            throw Problem.missing("There is no account (%s) that may log in.".formatted(name));
        }
        accounts.reset(name);
        note(context, name, "given a new link; its password and sessions ended");
        Repeats.secret(context).json(new EntryLink(name, accounts.invite(name, "")));
    }

    private void own(Context context) {
        owner(context);
        String name = context.pathParam("account");
        boolean owner = context.bodyAsClass(Ownership.class).owner();
        accounts.owns(name, owner);
        note(context, name, owner ? "made an owner" : "no longer an owner");
        context.status(204);
    }

    private void note(Context context, String name, String change) {
        app.log().act(Guard.account(context).name(), pen -> {
            pen.write(Event.INSTALLATION, new Fact.AccountChanged(name, change));
            return pen.act();
        });
    }
}
