package dev.quarry.server.web;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.account.Accounts.Account;
import dev.quarry.server.account.Accounts.Program;
import dev.quarry.server.account.Scope;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stands before every request: a host that is ours, an origin that is our own page, headers that forbid what the page
 * never does, and a person who is logged in.
 */
final class Guard {

    private static final String COOKIE = "quarry_session";
    private static final String ACCOUNT = "quarry.account";
    private static final String SCOPE = "quarry.scope";
    private static final int LONGEST_BROWSER = 60;

    /** Each claims to be those after it as well. */
    private static final List<String> BROWSERS = List.of("Edg", "OPR", "Firefox", "Chrome", "Safari");

    private static final List<String> SYSTEMS = List.of("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux");

    /** A header that only our own page can set, since no other origin may. */
    private static final String OWN_HEADER = "X-Quarry";

    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "X-Frame-Options",
            "DENY");

    private final Accounts accounts;
    private final Set<String> hosts;
    private final boolean secure;
    private final Rate rate = new Rate(System::nanoTime);

    /**
     * @param hosts the names by which this server may be called, without port
     * @param secure whether it is reached by https, so that the cookie goes nowhere else
     */
    Guard(Accounts accounts, Set<String> hosts, boolean secure) {
        this.accounts = accounts;
        this.hosts = new TreeSet<>(hosts);
        this.secure = secure;
    }

    /** Before anything else. */
    void headers(Context context) {
        HEADERS.forEach(context::header);
        requireHost(context);
        if (!READING.contains(context.method())) {
            requireOwnPage(context);
        }
    }

    /** Another name for this address, set up by whoever owns that name, would make their page our own origin. */
    private void requireHost(Context context) {
        String host = name(context.host() == null ? "" : context.host());
        if (!hosts.contains(host)) {
            throw Problem.forbidden(
                    "This server is not called (%s). Maybe start it with (--host-name %s).".formatted(host, host));
        }
    }

    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") ? lower.substring(0, lower.indexOf(']') + 1) : lower.replaceAll(":[0-9]*$", "");
    }

    private static void requireOwnPage(Context context) {
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        String own = context.scheme() + "://" + context.host();
        boolean foreign = (site != null && !site.equals("same-origin") && !site.equals("none"))
                || (origin != null && !sameAuthority(origin, own));
        if (foreign || context.header(OWN_HEADER) == null) {
            throw Problem.forbidden(
                    "This request does not come from our own page. Maybe a program needs the header (%s: 1)."
                            .formatted(OWN_HEADER));
        }
    }

    /** The scheme may differ where a proxy speaks https for us. */
    private static boolean sameAuthority(String origin, String own) {
        return origin.replaceFirst("^https?://", "").equals(own.replaceFirst("^https?://", ""));
    }

    /**
     * Before what only people who are known may see. A browser sends a session as cookie, a program a token as bearer; a
     * token may do no more than its scope says, whatever its account may do.
     */
    void login(Context context) {
        Optional<String> token = bearer(context);
        if (token.isPresent()) {
            Program program = token.flatMap(accounts::ofToken).orElseThrow(Problem::unknown);
            if (program.scope() == Scope.READ && !READING.contains(context.method())) {
                throw tooNarrow(program.scope());
            }
            context.attribute(ACCOUNT, program.account());
            context.attribute(SCOPE, program.scope());
        } else {
            Account account = Optional.ofNullable(context.cookie(COOKIE))
                    .flatMap(accounts::ofSession)
                    .orElseThrow(Problem::unknown);
            context.attribute(ACCOUNT, account);
        }
        rate.count(account(context).name());
    }

    private static Problem tooNarrow(Scope scope) {
        return Problem.forbidden("The scope of this token (%s) is too narrow for this.".formatted(scope.word()));
    }

    /** Who is asking; only behind {@link #login}. */
    static Account account(Context context) {
        Account account = context.attribute(ACCOUNT);
        if (account == null) {
            throw Problem.unknown();
        }
        return account;
    }

    /** What the request may be used for. */
    static Scope scope(Context context) {
        Scope scope = context.attribute(SCOPE);
        return scope == null ? Scope.EVERYTHING : scope;
    }

    /** Who is asking, and whoever owns the installation; a token only if it is for everything. */
    static Account owner(Context context, String what) {
        Account account = account(context);
        if (!account.owner()) {
            throw Problem.forbidden("Only an owner of this installation %s.".formatted(what));
        }
        if (scope(context) != Scope.EVERYTHING) {
            throw tooNarrow(scope(context));
        }
        return account;
    }

    /** A person in a browser: no token may make tokens, accounts or passwords. */
    static Account person(Context context) {
        Account account = account(context);
        if (context.attribute(SCOPE) != null) {
            throw Problem.forbidden("A token may not do this. Log in with a browser.");
        }
        return account;
    }

    /** The secret of the session that is asking; empty where a token is. */
    static String session(Context context) {
        String cookie = context.cookie(COOKIE);
        return cookie == null ? "" : cookie;
    }

    /** What a request came with, a token or a session; empty where it came with none. */
    static String secret(Context context) {
        return bearer(context).orElseGet(() -> session(context));
    }

    /** From where somebody asks, for people: the address and the browser. */
    static String place(Context context) {
        String agent = context.userAgent();
        return agent == null || agent.isBlank() ? context.ip() : "%s, %s".formatted(context.ip(), browser(agent));
    }

    /** The name of a browser and its system where it is a known one, otherwise what it calls itself. */
    private static String browser(String agent) {
        for (String product : BROWSERS) {
            if (agent.contains(product + "/")) {
                return product
                        + SYSTEMS.stream()
                                .filter(agent::contains)
                                .findFirst()
                                .map(system -> " on " + system)
                                .orElse("");
            }
        }
        return agent.substring(0, Math.min(LONGEST_BROWSER, agent.length()));
    }

    /** Remembers a session in the browser. */
    void remember(Context context, String secret) {
        Cookie cookie = new Cookie(
                COOKIE, secret, "/", (int) Accounts.SESSION.toSeconds(), secure, true, null, SameSite.STRICT);
        context.cookie(cookie);
    }

    /** Forgets the session of the browser, there and here. */
    void forget(Context context) {
        Optional.ofNullable(context.cookie(COOKIE)).ifPresent(accounts::logout);
        context.removeCookie(COOKIE, "/");
    }

    private static Optional<String> bearer(Context context) {
        String authorization = context.header("Authorization");
        return authorization != null && authorization.startsWith("Bearer ")
                ? Optional.of(authorization.substring("Bearer ".length()))
                : Optional.empty();
    }
}
