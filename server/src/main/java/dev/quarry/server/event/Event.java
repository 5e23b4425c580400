package dev.quarry.server.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A fact with its place in the log.
 *
 * @param seq its number, one more than that of the event before, over all projects
 * @param project which project; {@link #INSTALLATION} where it concerns none
 * @param act the number of the first event of the act that it belongs to: what is undone together
 * @param at when, to the millisecond
 * @param by who
 * @param fact what
 * @param hash of this event and the hash before it: a log that was tampered with does not add up
 */
public record Event(long seq, String project, long act, Instant at, String by, Fact fact, String hash) {

    /** The hash before the first event. */
    public static final String ORIGIN = "0".repeat(64);

    /** The project of what belongs to none: who logged in, which accounts there are. */
    public static final String INSTALLATION = "";

    /** The event that follows one of the hash {@code before}. */
    public static Event after(String before, long seq, String project, long act, Instant at, String by, Fact fact) {
        return new Event(seq, project, act, at, by, fact, hash(before, seq, project, act, at, by, fact));
    }

    /** Whether this is what was written after an event of the hash {@code before}. */
    public boolean follows(String before) {
        return hash.equals(hash(before, seq, project, act, at, by, fact));
    }

    private static String hash(String before, long seq, String project, long act, Instant at, String by, Fact fact) {
        String text = String.join(
                "\n",
                before,
                Long.toString(seq),
                project,
                Long.toString(act),
                Long.toString(at.toEpochMilli()),
                by,
                fact.type(),
                Facts.write(fact));
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
