package dev.quarry.server.people;

import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Vote;
import java.util.List;
import java.util.Map;

/**
 * An item about which people say different things and no reviewer decided.
 *
 * @param row the item
 * @param version of the item, for who decides
 * @param label what counts for the time being; {@link ItemState#NONE} for none
 * @param votes what each says
 */
public record Disagreement(int row, long version, int label, List<Vote> votes) {

    /** All of a project, by row. */
    public static List<Disagreement> of(Project project) {
        return project.atOnce(() -> project.votes().entrySet().stream()
                .filter(entry -> differ(entry.getValue()) && !project.isSettled(entry.getKey()))
                .map(entry -> of(project, entry))
                .toList());
    }

    private static boolean differ(List<Vote> votes) {
        return votes.stream().map(Vote::label).distinct().count() > 1;
    }

    private static Disagreement of(Project project, Map.Entry<Integer, List<Vote>> entry) {
        ItemState state = project.item(entry.getKey());
        return new Disagreement(entry.getKey(), state.version(), state.label(), entry.getValue());
    }
}
