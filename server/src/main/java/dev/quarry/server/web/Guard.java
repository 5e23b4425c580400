package dev.quarry.server.web;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.account.Accounts.Account;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
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

    /** Before what only people who are known may see. */
    void login(Context context) {
        Account account = secret(context).flatMap(accounts::ofSession).orElseThrow(Problem::unknown);
        context.attribute(ACCOUNT, account);
    }

    /** Who is asking; only behind {@link #login}. */
    static Account account(Context context) {
        Account account = context.attribute(ACCOUNT);
        if (account == null) {
            throw Problem.unknown();
        }
        return account;
    }

    /** Remembers a session in the browser. */
    void remember(Context context, String secret) {
        Cookie cookie = new Cookie(
                COOKIE, secret, "/", (int) Accounts.SESSION.toSeconds(), secure, true, null, SameSite.STRICT);
        context.cookie(cookie);
    }

    /** Forgets the session of the browser, there and here. */
    void forget(Context context) {
        secret(context).ifPresent(accounts::logout);
        context.removeCookie(COOKIE, "/");
    }

    private static Optional<String> secret(Context context) {
        String authorization = context.header("Authorization");
        if (authorization != null && authorization.startsWith("Bearer ")) {
            return Optional.of(authorization.substring("Bearer ".length()));
        }
        return Optional.ofNullable(context.cookie(COOKIE));
    }
}
