package dev.quarry.server.web;

import dev.quarry.server.account.Accounts;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;

/** How people come in and go. */
final class EntryRoutes {

    private final Accounts accounts;
    private final Guard guard;

    EntryRoutes(Accounts accounts, Guard guard) {
        this.accounts = accounts;
        this.guard = guard;
    }

    /** A link that logs in once. */
    record Link(String secret) {}

    /** Name and password. */
    record Login(String name, String password) {}

    void add(JavalinDefaultRoutingApi routes) {
        routes.post("/api/entry/link", this::enter);
        routes.post("/api/entry/login", this::login);
        routes.post("/api/entry/logout", context -> {
            guard.forget(context);
            context.status(204);
        });
        routes.get("/api/v1/me", context -> context.json(Guard.account(context)));
    }

    private void enter(Context context) {
        guard.remember(context, accounts.redeem(context.bodyAsClass(Link.class).secret()));
        context.status(204);
    }

    private void login(Context context) {
        Login login = context.bodyAsClass(Login.class);
        guard.remember(context, accounts.login(login.name(), login.password(), context.ip()));
        context.status(204);
    }
}
