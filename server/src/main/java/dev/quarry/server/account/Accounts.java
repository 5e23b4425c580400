package dev.quarry.server.account;

import dev.quarry.server.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
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

    /** How long the token of a program lasts at most. */
    public static final Duration LONGEST_TOKEN = Duration.ofDays(366);

    private static final String ENTER = "/#enter=";
    private static final Duration LONGEST_INVITATION = Duration.ofDays(30);
    private static final Duration SEEN_AGAIN = Duration.ofMinutes(10);
    private static final int SHORTEST_PASSWORD = 10;
    private static final int LONGEST_PASSWORD = 1_000;
    private static final int ID = 16;
    private static final int LONGEST_TOKEN_NAME = 80;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,63}");
    private static final String NOBODY = "Nobody goes by that name and password.";

    private final Jdbi jdbi;
    private final Clock clock;
    private final Attempts attempts;
    private final String decoy = Secrets.decoy();

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
    public static class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** Somebody tries too often; what they try is not even looked at. */
    public static final class TooOften extends Refused {
        private static final long serialVersionUID = 1;

        TooOften(String message) {
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
        requireName(name);
        String kept = password == null ? null : hashed(password);
        String known = known(name);
        jdbi.useTransaction(handle -> insert(handle, known, kept, owner));
        return new Account(known, owner);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name (%s) is not fit for an account: letters, digits and . _ @ + -, at most 64."
                            .formatted(name));
        }
    }

    private void insert(Handle handle, String known, @Nullable String kept, boolean owner) {
        if (exists(handle, known)) {
            throw new IllegalArgumentException("There is an account (%s) already.".formatted(known));
        }
        handle.createUpdate(
                        "INSERT INTO account (name, password, role, created) VALUES (:name, :password, :role, :now)")
                .bind("name", known)
                .bind("password", kept)
                .bind("role", owner ? "owner" : "member")
                .bind("now", now())
                .execute();
    }

    private static boolean exists(Handle handle, String known) {
        return handle.createQuery("SELECT COUNT(*) FROM account WHERE name = :name")
                        .bind("name", known)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static String known(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String hashed(String password) {
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw new IllegalArgumentException(
                    "The password has (%d) characters; it needs at least (%d) and at most (%d). Maybe a sentence."
                            .formatted(password.length(), SHORTEST_PASSWORD, LONGEST_PASSWORD));
        }
        return Secrets.hash(password);
    }

    /**
     * An account as owners of the installation see it.
     *
     * @param owner whether it owns the installation
     * @param password whether it has a password; otherwise it logs in by links only
     * @param disabled when it was disabled; null while it may log in
     * @param seen when it last used a session or token; null where it never did
     */
    public record Entry(
            String name,
            boolean owner,
            boolean password,
            Instant created,
            @Nullable Instant disabled,
            @Nullable Instant seen) {}

    /** All accounts, disabled ones included, by name. */
    public List<Entry> entries() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT name, role, password, created, disabled, (SELECT MAX(seen) FROM credential WHERE credential.account = account.name) AS seen FROM account ORDER BY name")
                .map((row, context) -> new Entry(
                        row.getString("name"),
                        row.getString("role").equals("owner"),
                        row.getString("password") != null,
                        Instant.ofEpochMilli(row.getLong("created")),
                        instant(row, "disabled"),
                        instant(row, "seen")))
                .list());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** Whether there is an account that may log in. */
    public boolean isKnown(String name) {
        return jdbi.withHandle(handle -> find(handle, known(name)).isPresent());
    }

    /**
     * Lets an account log in no more and ends all its sessions and tokens, or lets it log in again.
     *
     * @throws IllegalArgumentException if there is none, or it is the last owner
     */
    public void disable(String name, boolean disabled) {
        String known = known(name);
        jdbi.useTransaction(handle -> {
            requireAccount(handle, known);
            handle.createUpdate("UPDATE account SET disabled = :now WHERE name = :name")
                    .bind("now", disabled ? now() : null)
                    .bind("name", known)
                    .execute();
            requireAnOwner(handle);
            if (disabled) {
                handle.createUpdate("DELETE FROM credential WHERE account = :name")
                        .bind("name", known)
                        .execute();
            }
        });
    }

    /**
     * Makes an account an owner of the installation, or no longer one.
     *
     * @throws IllegalArgumentException if there is none, or it is the last owner
     */
    public void owns(String name, boolean owner) {
        String known = known(name);
        jdbi.useTransaction(handle -> {
            requireAccount(handle, known);
            handle.createUpdate("UPDATE account SET role = :role WHERE name = :name")
                    .bind("role", owner ? "owner" : "member")
                    .bind("name", known)
                    .execute();
            requireAnOwner(handle);
        });
    }

    private static void requireAccount(Handle handle, String known) {
        if (!exists(handle, known)) {
            throw new NoSuchElementException("There is no account (%s).".formatted(known));
        }
    }

    private static void requireAnOwner(Handle handle) {
        int owners = handle.createQuery("SELECT COUNT(*) FROM account WHERE role = 'owner' AND disabled IS NULL")
                .mapTo(Integer.class)
                .one();
        if (owners == 0) {
            throw new IllegalArgumentException(
                    "This is the last owner; somebody must own the installation. Maybe make another account an owner first.");
        }
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
     * @param place from where, for people
     * @throws Refused if name or password are wrong, or too many were tried
     */
    public Entered login(String name, String password, String from, String place) {
        String known = known(name);
        requirePassword(known, password, from);
        Account account = jdbi.withHandle(handle -> find(handle, known)).orElseThrow(() -> new Refused(NOBODY));
        return new Entered(account, session(known, place));
    }

    private void requirePassword(String known, String password, String from) {
        attempts.require(known, from);
        Optional<String> kept = jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT password FROM account WHERE name = :name AND disabled IS NULL AND password IS NOT NULL")
                .bind("name", known)
                .mapTo(String.class)
                .findOne());
        boolean right = password.length() <= LONGEST_PASSWORD
                && Secrets.matches(password, kept.orElse(decoy))
                && kept.isPresent();
        if (!right) {
            attempts.failed(known, from);
            throw new Refused(NOBODY);
        }
        attempts.succeeded(known, from);
    }

    /**
     * Gives an account another password and ends all its sessions but one.
     *
     * @param before the password until now; may be empty where there was none
     * @param from where the request comes from
     * @param keep the secret of the session that goes on
     * @throws Refused if the password until now is wrong
     */
    public void changePassword(String name, String before, String password, String from, String keep) {
        if (hasPassword(name)) {
            requirePassword(name, before, from);
        }
        String kept = hashed(password);
        jdbi.useTransaction(handle -> {
            handle.createUpdate("UPDATE account SET password = :password WHERE name = :name")
                    .bind("password", kept)
                    .bind("name", name)
                    .execute();
            handle.createUpdate("DELETE FROM credential WHERE account = :name AND kind = 'session' AND secret <> :keep")
                    .bind("name", name)
                    .bind("keep", Secrets.digest(keep))
                    .execute();
        });
    }

    /** Whether an account has a password; otherwise it logs in by links only. */
    public boolean hasPassword(String name) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT COUNT(*) FROM account WHERE name = :name AND password IS NOT NULL")
                                .bind("name", name)
                                .mapTo(Integer.class)
                                .one()
                        > 0);
    }

    /** Opens a session of an account without asking; for who proved themselves otherwise. */
    public String session(String name) {
        return session(name, null);
    }

    /**
     * Opens a session of an account without asking.
     *
     * @param place from where; null where nobody knows
     */
    public String session(String name, @Nullable String place) {
        return issue("session", name, "", "", SESSION, null, place).secret();
    }

    /** Whose session a secret is, where it is one that has not ended. Being used lengthens it. */
    public Optional<Account> ofSession(String secret) {
        return redeemable("session", secret).map(held -> seen(secret, held, true));
    }

    /**
     * What a program may do.
     *
     * @param account in whose name
     */
    public record Program(Account account, Scope scope) {}

    /** Whose token a secret is and what it may be used for, where it is one that has not ended. */
    public Optional<Program> ofToken(String secret) {
        return redeemable("token", secret).map(held -> new Program(seen(secret, held, false), Scope.read(held.scope)));
    }

    /** Whether a session or token has not ended; asking does not lengthen it. */
    public boolean isOpen(String secret) {
        return redeemable("session", secret).isPresent()
                || redeemable("token", secret).isPresent();
    }

    private Account seen(String secret, Held held, boolean lengthen) {
        long now = now();
        if (held.seen == 0 || now - held.seen > SEEN_AGAIN.toMillis()) {
            jdbi.useHandle(handle -> handle.createUpdate(
                            "UPDATE credential SET seen = :now, expires = :expires WHERE secret = :secret")
                    .bind("now", now)
                    .bind("expires", lengthen ? now + SESSION.toMillis() : held.expires)
                    .bind("secret", Secrets.digest(secret))
                    .execute());
        }
        return held.account;
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

    /** Takes an account its password, its sessions and its tokens, so that it comes in by a new link only. */
    public void reset(String name) {
        String known = known(name);
        jdbi.useTransaction(handle -> {
            handle.createUpdate("UPDATE account SET password = NULL WHERE name = :name")
                    .bind("name", known)
                    .execute();
            handle.createUpdate("DELETE FROM credential WHERE account = :name AND kind <> 'join'")
                    .bind("name", known)
                    .execute();
        });
    }

    /**
     * A link by which an account logs in, once.
     *
     * @param address where the app is; empty for a link that is relative to it
     */
    public String invite(String name, String address) {
        return address
                + ENTER
                + issue("invitation", known(name), "", "", INVITATION, null, null)
                        .secret();
    }

    /** The secret of such a link. */
    public static String secret(String link) {
        return link.substring(link.indexOf(ENTER) + ENTER.length());
    }

    /**
     * Somebody who came in.
     *
     * @param session the secret of the new session
     */
    public record Entered(Account account, String session) {}

    /**
     * Logs in by a link, which is used up by that.
     *
     * @param place from where; null where nobody knows
     * @throws Refused if it was used, has ended or never was
     */
    public Entered redeem(String secret, @Nullable String place) {
        Account account = jdbi.inTransaction(handle -> {
            Optional<Held> held = redeemable(handle, "invitation", Secrets.digest(secret));
            useUp(handle, secret);
            return held.orElseThrow(Accounts::usedUp).account;
        });
        return new Entered(account, session(account.name(), place));
    }

    private void useUp(Handle handle, String secret) {
        int used = handle.createUpdate("UPDATE credential SET used = :now WHERE secret = :secret AND used IS NULL")
                .bind("now", now())
                .bind("secret", Secrets.digest(secret))
                .execute();
        if (used != 1) {
            throw usedUp();
        }
    }

    private static Refused usedUp() {
        return new Refused("This link was used already, or its time is over. Ask for a new one.");
    }

    // ---- links into projects, and tokens

    /** A secret that was just made: the only moment at which anybody but its holder can read it. */
    public record Issued(String secret, Credential credential) {}

    /**
     * Makes a link by which one person joins a project.
     *
     * @param by who invites
     * @param lasting until when it can be used, at most 30 days
     */
    public Issued inviteInto(String project, Role role, String by, Duration lasting) {
        require(lasting, LONGEST_INVITATION, "an invitation");
        return issue("join", by, "", role.word(), lasting, project, null);
    }

    private static void require(Duration lasting, Duration longest, String what) {
        if (lasting.compareTo(Duration.ofHours(1)) < 0 || lasting.compareTo(longest) > 0) {
            throw new IllegalArgumentException("The time of %s is between one hour and (%d) days, not (%d) hours."
                    .formatted(what, longest.toDays(), lasting.toHours()));
        }
    }

    /**
     * What a link into a project leads to.
     *
     * @throws Refused if it was used, has ended or never was
     */
    public Credential invitation(String secret) {
        return jdbi.withHandle(handle -> invitation(handle, secret));
    }

    private Credential invitation(Handle handle, String secret) {
        return handle.createQuery(
                        "SELECT credential.* FROM credential JOIN account ON account.name = credential.account WHERE secret = :secret AND kind = 'join' AND expires > :now AND used IS NULL AND disabled IS NULL")
                .bind("secret", Secrets.digest(secret))
                .bind("now", now())
                .map((row, context) -> credential(row))
                .findOne()
                .orElseThrow(Accounts::usedUp);
    }

    /** Makes an account by a link into a project, which is used up by that, and logs it in. */
    public Entered join(String secret, String name, String password, @Nullable String place) {
        requireName(name);
        String kept = hashed(password);
        String known = known(name);
        jdbi.useTransaction(handle -> {
            Credential invitation = invitation(handle, secret);
            insert(handle, known, kept, false);
            useUp(handle, secret);
            enter(handle, invitation, known);
        });
        return new Entered(new Account(known, false), session(known, place));
    }

    /** Lets an account that is known into a project by a link, which is used up by that. */
    public Credential join(String secret, String account) {
        return jdbi.inTransaction(handle -> {
            Credential invitation = invitation(handle, secret);
            useUp(handle, secret);
            enter(handle, invitation, account);
            return invitation;
        });
    }

    /** A link never takes a role away that somebody has already. */
    private static void enter(Handle handle, Credential invitation, String account) {
        Role offered = Role.read(invitation.scope());
        String project = String.valueOf(invitation.project());
        Optional<Role> has = role(handle, project, account);
        if (has.isEmpty() || offered.compareTo(has.get()) < 0) {
            member(handle, project, account, offered);
        }
    }

    /**
     * Makes a token for a program.
     *
     * @param name what people call it
     * @param lasting at most {@link #LONGEST_TOKEN}
     */
    public Issued token(String account, String name, Scope scope, Duration lasting) {
        if (name.isBlank() || name.length() > LONGEST_TOKEN_NAME) {
            throw new IllegalArgumentException("The name of a token has between 1 and (%d) characters, not (%d)."
                    .formatted(LONGEST_TOKEN_NAME, name.length()));
        }
        require(lasting, LONGEST_TOKEN, "a token");
        return issue("token", account, name.strip(), scope.word(), lasting, null, null);
    }

    /** The sessions of an account, newest first. */
    public List<Credential> sessions(String account) {
        return list("kind = 'session' AND account = :of", account);
    }

    /** The tokens of an account, newest first. */
    public List<Credential> tokens(String account) {
        return list("kind = 'token' AND account = :of", account);
    }

    /** The links into a project that wait to be used, newest first. */
    public List<Credential> invitations(String project) {
        return list("kind = 'join' AND project = :of", project);
    }

    private List<Credential> list(String where, String of) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM credential WHERE " + where
                        + " AND expires > :now AND used IS NULL ORDER BY created DESC, secret")
                .bind("of", of)
                .bind("now", now())
                .map((row, context) -> credential(row))
                .list());
    }

    private static Credential credential(ResultSet row) throws SQLException {
        return new Credential(
                row.getString("secret").substring(0, ID),
                row.getString("account"),
                row.getString("name"),
                row.getString("scope"),
                row.getString("project"),
                Instant.ofEpochMilli(row.getLong("created")),
                Instant.ofEpochMilli(row.getLong("expires")),
                instant(row, "seen"),
                row.getString("place"));
    }

    /** The id of a secret, by which {@link Credential} names it. */
    public static String id(String secret) {
        return Secrets.digest(secret).substring(0, ID);
    }

    /**
     * Ends a session or token of an account.
     *
     * @throws NoSuchElementException if there is none of this id
     */
    public void revoke(String account, String id) {
        delete("account = :of AND kind IN ('session', 'token')", account, id);
    }

    /**
     * Takes a link into a project back.
     *
     * @throws NoSuchElementException if there is none of this id
     */
    public void uninvite(String project, String id) {
        delete("project = :of AND kind = 'join'", project, id);
    }

    private void delete(String where, String of, String id) {
        if (!id.matches("[0-9a-f]{16}")
                || jdbi.withHandle(handle -> handle.createUpdate(
                                        "DELETE FROM credential WHERE " + where + " AND secret LIKE :id")
                                .bind("of", of)
                                .bind("id", id + "%")
                                .execute())
                        == 0) {
            throw new NoSuchElementException("There is nothing of yours under (%s).".formatted(id));
        }
    }

    private Issued issue(
            String kind,
            String account,
            String name,
            String scope,
            Duration lasting,
            @Nullable String project,
            @Nullable String place) {
        String secret = Secrets.fresh();
        Instant now = Instant.ofEpochMilli(now());
        Instant expires = now.plus(lasting);
        jdbi.useHandle(handle -> {
            handle.createUpdate("DELETE FROM credential WHERE expires < :now")
                    .bind("now", now.toEpochMilli())
                    .execute();
            handle.createUpdate(
                            "INSERT INTO credential (secret, kind, account, name, scope, created, expires, project, place) VALUES (:secret, :kind, :account, :name, :scope, :now, :expires, :project, :place)")
                    .bind("secret", Secrets.digest(secret))
                    .bind("kind", kind)
                    .bind("account", account)
                    .bind("name", name)
                    .bind("scope", scope)
                    .bind("now", now.toEpochMilli())
                    .bind("expires", expires.toEpochMilli())
                    .bind("project", project)
                    .bind("place", place)
                    .execute();
        });
        return new Issued(secret, new Credential(id(secret), account, name, scope, project, now, expires, null, place));
    }

    /** A secret that is good. */
    private record Held(Account account, String scope, long expires, long seen) {}

    private Optional<Held> redeemable(String kind, String secret) {
        return jdbi.withHandle(handle -> redeemable(handle, kind, Secrets.digest(secret)));
    }

    private Optional<Held> redeemable(Handle handle, String kind, String digest) {
        return handle.createQuery(
                        "SELECT account.name, account.role, credential.scope, credential.expires, credential.seen FROM credential JOIN account ON account.name = credential.account"
                                + " WHERE secret = :secret AND kind = :kind AND expires > :now AND used IS NULL AND disabled IS NULL")
                .bind("secret", digest)
                .bind("kind", kind)
                .bind("now", now())
                .map((row, context) -> new Held(
                        account(row.getString("name"), row.getString("role")),
                        row.getString("scope"),
                        row.getLong("expires"),
                        row.getLong("seen")))
                .findOne();
    }

    // ---- members of projects

    /** What an account is in a project; none where it has nothing to do with it. Who owns the installation owns all. */
    public Optional<Role> roleOf(String project, Account account) {
        return account.owner() ? Optional.of(Role.OWNER) : role(project, account.name());
    }

    /** The same of the account of this name; none where there is none that may log in. */
    public Optional<Role> roleOf(String project, String account) {
        return jdbi.withHandle(handle -> find(handle, account)).flatMap(one -> roleOf(project, one));
    }

    /** What an account may do in a project, where it is a member. */
    public Optional<Role> role(String project, String account) {
        return jdbi.withHandle(handle -> role(handle, project, account));
    }

    private static Optional<Role> role(Handle handle, String project, String account) {
        return handle.createQuery("SELECT role FROM member WHERE project = :project AND account = :account")
                .bind("project", project)
                .bind("account", account)
                .mapTo(String.class)
                .findOne()
                .map(Role::valueOf);
    }

    /** A member of a project. */
    public record Member(String account, Role role) {}

    /** The members of a project who may log in, by name. */
    public List<Member> members(String project) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT account, member.role AS may FROM member JOIN account ON account.name = member.account WHERE project = :project AND disabled IS NULL ORDER BY account")
                .bind("project", project)
                .map((row, context) -> new Member(row.getString("account"), Role.valueOf(row.getString("may"))))
                .list());
    }

    /** Makes an account a member of a project, or changes its role. */
    public void member(String project, String account, Role role) {
        jdbi.useTransaction(handle -> member(handle, project, account, role));
    }

    private static void member(Handle handle, String project, String account, Role role) {
        remove(handle, project, account);
        handle.createUpdate("INSERT INTO member (project, account, role) VALUES (:project, :account, :role)")
                .bind("project", project)
                .bind("account", account)
                .bind("role", role.name())
                .execute();
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
