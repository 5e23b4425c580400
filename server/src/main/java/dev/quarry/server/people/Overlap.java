package dev.quarry.server.people;

import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Vote;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How much of what one person labelled another one labels too, without seeing the first label. Which items these are
 * depends on project and row alone, so nobody can tell while labelling whether somebody else will look as well.
 *
 * @param share of the items, in [0, 1]
 */
public record Overlap(double share) {

    /** The key of the setting. */
    public static final String KEY = "overlap";

    /** Nobody labels anything twice. */
    public static final Overlap NONE = new Overlap(0);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** States the rule. */
    public Overlap {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The overlap (%s) must be between 0 and 1.".formatted(share));
        }
    }

    /** What was set in a project; none where nothing was. */
    public static Overlap of(Project project) {
        return project.setting(KEY).map(Overlap::read).orElse(NONE);
    }

    private static Overlap read(String text) {
        try {
            return JSON.readValue(text, Overlap.class);
        } catch (JacksonException e) {
            throw new IllegalStateException("The setting (%s) cannot be read: %s.".formatted(KEY, text), e);
        }
    }

    /** The text of the setting. */
    public String write() {
        return JSON.writeValueAsString(this);
    }

    /** Whether an item is one of those that two people label. */
    public boolean covers(String project, int row) {
        return share > 0 && unit(project, row) < share;
    }

    /**
     * The items that wait for a second opinion of somebody, ascending: exactly one other person said what they are, and no
     * reviewer decided. O(labelled items).
     *
     * @param person who would give it; must not be shown what the first one said
     */
    public int[] awaiting(Project project, String person) {
        return share == 0
                ? new int[0]
                : project.atOnce(() -> IntStream.of(project.labelled())
                        .filter(row -> covers(project.id(), row) && awaits(project, row, person))
                        .toArray());
    }

    /**
     * Whether opinions about an item are still gathered: two people label it, no two say the same by now, and no reviewer
     * decided.
     */
    boolean isGathering(Project project, int row) {
        return covers(project.id(), row) && !project.isSettled(row) && !isAgreed(project.votes(row));
    }

    private static boolean isAgreed(List<Vote> votes) {
        return votes.size() > 1 && votes.stream().map(Vote::label).distinct().count() == 1;
    }

    private static boolean awaits(Project project, int row, String person) {
        ItemState state = project.item(row);
        if (state.by().equals(person)) {
            return false;
        }
        List<Vote> votes = project.votes(row);
        return votes.size() == 1 && !votes.getFirst().by().equals(person) && !project.isSettled(row);
    }

    /** A number in [0, 1) that depends on nothing but its arguments. */
    private static double unit(String project, int row) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest("overlap %s %d".formatted(project, row).getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
