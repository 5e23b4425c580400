package dev.quarry.server.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What was answered to requests that may come again: for a week, and no more than fits in 128 MiB; what is oldest is
 * forgotten first. Either the log keeps an answer in the commit of what it answers, or a request is {@linkplain #begin
 * begun} and answered later.
 */
public final class AnswerTable {

    /** How long it is remembered what was answered to a request. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
    private static final long MOST_BYTES = 1L << 27;

    /** About what is kept beside an answer. */
    private static final int BESIDE = 256;

    private static final String WHOSE = " WHERE account = :account AND request = :request";

    private final Jdbi jdbi;
    private final Clock clock;
    private final long most;
    private Instant swept = Instant.MIN;

    /** The answers of a database. */
    public AnswerTable(Database database, Clock clock) {
        this(database, clock, MOST_BYTES);
    }

    AnswerTable(Database database, Clock clock, long most) {
        this.jdbi = database.jdbi();
        this.clock = clock;
        this.most = most;
    }

    /**
     * What was answered to a request.
     *
     * @param text the answer; empty where it was begun and no answer is kept
     * @param at when
     */
    public record Answered(String account, Once once, String text, Instant at) {
        boolean isTo(String by, Once other) {
            return account.equals(by) && once.key().equals(other.key());
        }
    }

    /** Refuses a key that stood for another request. */
    static IllegalStateException another() {
        return new IllegalStateException(
                "The Idempotency-Key stood for another request already. Maybe give each request a key of its own.");
    }

    /**
     * Notes that a request is begun.
     *
     * @return what was answered, where it was begun before
     * @throws IllegalStateException if the key stood for another request
     */
    public Optional<Answered> begin(String account, Once once) {
        sweep();
        Answered now = new Answered(account, once, "", clock.instant());
        return jdbi.inTransaction(handle -> {
            if (insert(handle, List.of(now), " ON CONFLICT DO NOTHING")) {
                return Optional.empty();
            }
            Answered before =
                    answered(handle, Set.of(account), Set.of(once.key())).getFirst();
            if (!before.once.equals(once)) {
                throw another();
            }
            return Optional.of(before);
        });
    }

    /** Keeps what was answered to a request that was begun. */
    public void answer(String account, Once once, String text) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE idempotency SET answer = :answer" + WHOSE)
                .bind("answer", text)
                .bind("account", account)
                .bind("request", once.key())
                .execute());
    }

    /** Forgets a request that was begun and came to nothing. */
    public void forget(String account, Once once) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM idempotency" + WHOSE)
                .bind("account", account)
                .bind("request", once.key())
                .execute());
    }

    /** Keeps answers in somebody's transaction. */
    static void remember(Handle handle, List<Answered> answers) {
        insert(handle, answers, "");
    }

    /** Whether all of them are new. */
    private static boolean insert(Handle handle, List<Answered> answers, String otherwise) {
        if (answers.isEmpty()) {
            return true;
        }
        PreparedBatch batch = handle.prepareBatch("INSERT INTO idempotency (account, request, fingerprint, answer, at)"
                + " VALUES (:account, :request, :fingerprint, :answer, :at)" + otherwise);
        for (Answered one : answers) {
            batch.bind("account", one.account)
                    .bind("request", one.once.key())
                    .bind("fingerprint", one.once.fingerprint())
                    .bind("answer", one.text)
                    .bind("at", one.at.toEpochMilli())
                    .add();
        }
        int inserted = 0;
        for (int count : batch.execute()) {
            inserted += count;
        }
        return inserted == answers.size();
    }

    /** What was answered to requests with these keys of these accounts. */
    List<Answered> answered(Set<String> accounts, Set<String> keys) {
        sweep();
        return jdbi.withHandle(handle -> answered(handle, accounts, keys));
    }

    private static List<Answered> answered(Handle handle, Set<String> accounts, Set<String> keys) {
        return handle.createQuery("SELECT account, request, fingerprint, answer, at"
                        + " FROM idempotency WHERE account IN (<accounts>) AND request IN (<keys>)")
                .bindList("accounts", List.copyOf(accounts))
                .bindList("keys", List.copyOf(keys))
                .map((row, context) -> new Answered(
                        row.getString("account"),
                        new Once(row.getString("request"), row.getString("fingerprint")),
                        row.getString("answer"),
                        Instant.ofEpochMilli(row.getLong("at"))))
                .list();
    }

    private synchronized void sweep() {
        Instant now = clock.instant();
        if (swept.equals(Instant.MIN) || swept.plus(BETWEEN_SWEEPS).isBefore(now)) {
            swept = now;
            jdbi.useHandle(handle -> {
                handle.createUpdate("DELETE FROM idempotency WHERE at < :before")
                        .bind("before", now.minus(REMEMBERED).toEpochMilli())
                        .execute();
                handle.createUpdate("DELETE FROM idempotency WHERE at <= (SELECT MAX(at) FROM (SELECT at,"
                                + " SUM(LENGTH(answer) + :beside) OVER (ORDER BY at DESC) AS total FROM idempotency)"
                                + " AS newest WHERE total > :most)")
                        .bind("beside", BESIDE)
                        .bind("most", most)
                        .execute();
            });
        }
    }
}
