package dev.quarry.server.account;

import dev.quarry.server.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The accounts of an installation and their secrets. Nobody registers themselves: an owner invites. */
public final class Accounts {

    /** How long a session lasts without being used. */
    public static final Duration SESSION = Duration.ofDays(14);

    /** How long an invitation waits. */
    public static final Duration INVITATION = Duration.ofDays(7);

    private static final int SHORTEST_PASSWORD = 10;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,63}");
    private static final String NOBODY = "Nobody goes by that name and password.";

    private final Jdbi jdbi;
    private final Clock clock;
    private final Attempts attempts;
    private final String decoy = Secrets.hash(Secrets.fresh());

    /** The accounts in a database. */
    public Accounts(Database database, Clock clock) {
        this.jdbi = database.jdbi();
        this.clock = clock;
        this.attempts = new Attempts(clock);
    }

    /**
     * Somebody who is known.
     *
     * @param name as they log in
     * @param owner whether they own the installation: they may make projects and invite
     */
    public record Account(String name, boolean owner) {}

    /** A request cannot be trusted; the message says no more than it must. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * Makes an account.
     *
     * @param password null where it is to log in by a link only
     * @throws IllegalArgumentException if the name is taken or not a name, or the password is too short
     */
    public Account create(String name, @Nullable String password, boolean owner) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name (%s) is not fit for an account: letters, digits and . _ @ + -, at most 64."
                            .formatted(name));
        }
        if (password != null && password.length() < SHORTEST_PASSWORD) {
            throw new IllegalArgumentException(
                    "The password has (%d) characters; it needs at least (%d). Maybe a sentence."
                            .formatted(password.length(), SHORTEST_PASSWORD));
        }
        String kept = password == null ? null : Secrets.hash(password);
        String known = name.toLowerCase(Locale.ROOT);
        jdbi.useTransaction(handle -> {
            if (find(handle, known).isPresent()) {
                throw new IllegalArgumentException("There is an account (%s) already.".formatted(known));
            }
            handle.createUpdate(
                            "INSERT INTO account (name, password, role, created) VALUES (:name, :password, :role, :now)")
                    .bind("name", known)
                    .bind("password", kept)
                    .bind("role", owner ? "owner" : "member")
                    .bind("now", now())
                    .execute();
        });
        return new Account(known, owner);
    }

    /** All accounts that may log in, by name. */
    public List<Account> all() {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT name, role FROM account WHERE disabled IS NULL ORDER BY name")
                        .map((row, context) -> account(row.getString("name"), row.getString("role")))
                        .list());
    }

    private static Account account(String name, String role) {
        return new Account(name, role.equals("owner"));
    }

    private static Optional<Account> find(Handle handle, String name) {
        return handle.createQuery("SELECT name, role FROM account WHERE name = :name AND disabled IS NULL")
                .bind("name", name)
                .map((row, context) -> account(row.getString("name"), row.getString("role")))
                .findOne();
    }

    /**
     * Logs in.
     *
     * @param from where the request comes from, to slow down who tries many
     * @return the secret of a new session
     * @throws Refused if name or password are wrong, or too many were tried
     */
    public String login(String name, String password, String from) {
        String known = name.toLowerCase(Locale.ROOT);
        attempts.require(known, from);
        Optional<String> kept = jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT password FROM account WHERE name = :name AND disabled IS NULL AND password IS NOT NULL")
                .bind("name", known)
                .mapTo(String.class)
                .findOne());
        boolean right = Secrets.matches(password, kept.orElse(decoy)) && kept.isPresent();
        if (!right) {
            attempts.failed(known, from);
            throw new Refused(NOBODY);
        }
        attempts.succeeded(known, from);
        return session(known);
    }

    /** Opens a session of an account without asking; for who proved themselves otherwise. */
    public String session(String name) {
        return issue("session", name, "", "", SESSION);
    }

    /** Whose session a secret is, where it is one that has not ended. */
    public Optional<Account> ofSession(String secret) {
        return redeemable("session", secret);
    }

    /** Ends a session. */
    public void logout(String secret) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM credential WHERE secret = :secret")
                .bind("secret", Secrets.digest(secret))
                .execute());
    }

    /** Ends all sessions of an account. */
    public void logoutEverywhere(String name) {
        jdbi.useHandle(
                handle -> handle.createUpdate("DELETE FROM credential WHERE account = :name AND kind = 'session'")
                        .bind("name", name)
                        .execute());
    }

    /** The secret of a link by which an account logs in once. */
    public String invite(String name) {
        return issue("invitation", name, "", "", INVITATION);
    }

    /**
     * Logs in by a link, which is used up by that.
     *
     * @return the secret of a new session
     * @throws Refused if it was used, has ended or never was
     */
    public String redeem(String secret) {
        String digest = Secrets.digest(secret);
        String name = jdbi.inTransaction(handle -> {
            Optional<Account> account = redeemable(handle, "invitation", digest);
            int used = handle.createUpdate("UPDATE credential SET used = :now WHERE secret = :secret AND used IS NULL")
                    .bind("now", now())
                    .bind("secret", digest)
                    .execute();
            return account.filter(one -> used == 1)
                    .map(Account::name)
                    .orElseThrow(
                            () -> new Refused("This link was used already, or its time is over. Ask for a new one."));
        });
        return session(name);
    }

    private String issue(String kind, String account, String name, String scope, Duration lasting) {
        String secret = Secrets.fresh();
        Instant now = clock.instant();
        jdbi.useHandle(handle -> handle.createUpdate(
                        "INSERT INTO credential (secret, kind, account, name, scope, created, expires) VALUES (:secret, :kind, :account, :name, :scope, :now, :expires)")
                .bind("secret", Secrets.digest(secret))
                .bind("kind", kind)
                .bind("account", account)
                .bind("name", name)
                .bind("scope", scope)
                .bind("now", now.toEpochMilli())
                .bind("expires", now.plus(lasting).toEpochMilli())
                .execute());
        return secret;
    }

    private Optional<Account> redeemable(String kind, String secret) {
        return jdbi.withHandle(handle -> redeemable(handle, kind, Secrets.digest(secret)));
    }

    private Optional<Account> redeemable(Handle handle, String kind, String digest) {
        return handle.createQuery(
                        "SELECT account.name, account.role FROM credential JOIN account ON account.name = credential.account"
                                + " WHERE secret = :secret AND kind = :kind AND expires > :now AND used IS NULL AND disabled IS NULL")
                .bind("secret", digest)
                .bind("kind", kind)
                .bind("now", now())
                .map((row, context) -> account(row.getString("name"), row.getString("role")))
                .findOne();
    }

    // ---- members of projects

    /** What an account may do in a project, where it is a member. */
    public Optional<Role> role(String project, String account) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT role FROM member WHERE project = :project AND account = :account")
                        .bind("project", project)
                        .bind("account", account)
                        .mapTo(String.class)
                        .findOne()
                        .map(Role::valueOf));
    }

    /** Makes an account a member of a project, or changes its role. */
    public void member(String project, String account, Role role) {
        jdbi.useTransaction(handle -> {
            remove(handle, project, account);
            handle.createUpdate("INSERT INTO member (project, account, role) VALUES (:project, :account, :role)")
                    .bind("project", project)
                    .bind("account", account)
                    .bind("role", role.name())
                    .execute();
        });
    }

    /** Takes an account out of a project. */
    public void leave(String project, String account) {
        jdbi.useHandle(handle -> remove(handle, project, account));
    }

    private static void remove(Handle handle, String project, String account) {
        handle.createUpdate("DELETE FROM member WHERE project = :project AND account = :account")
                .bind("project", project)
                .bind("account", account)
                .execute();
    }

    private long now() {
        return clock.instant().toEpochMilli();
    }
}
